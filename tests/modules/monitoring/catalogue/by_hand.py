"""Every shipped indicator once more, as plain SQL written from its name and regulation, apart from catalogue and engine.

A line is the table, which of its rows count, and what is reckoned over the rows of a unit. `whole` numbers are of the year so
far. What the helpers write is SQL of the simplest kind; none of it goes through the language of formulas.
"""

from dataclasses import dataclass

BASIC = "stage IN ('primary', 'point', 'junior', 'nine_year', 'senior', 'twelve_year')"
COMPULSORY = "stage IN ('primary', 'point', 'junior', 'nine_year')"
ALL = "true"


@dataclass(frozen=True)
class ByHand:
    """`spread` is a column whose weighted coefficient of variation is meant, with the column that weighs it."""

    table: str
    where: str
    sql: str = ""
    year_so_far: bool = False
    before: str = ""
    """Reckoned over the period before, then `sql / before - 1`."""
    spread: tuple[tuple[str, str], ...] = ()


def rate(condition: str) -> str:
    return f"count(*) FILTER (WHERE {condition})::DOUBLE / nullif(count(*), 0)"


def of(part: str, whole: str, times: int = 1) -> str:
    return f"{times} * sum(({part})::DOUBLE) / nullif(sum(({whole})::DOUBLE), 0)"


def number(condition: str) -> str:
    return f"count(*) FILTER (WHERE {condition})"


def in_year(table: str, where: str, column: str) -> ByHand:
    return ByHand(table, where, f"sum({column})", year_so_far=True)


NETWORK = {
    "broadband_school_ratio": ByHand("school_network", BASIC, rate("broadband")),
    "teaching_point_broadband_ratio": ByHand("school_network", "stage = 'point'", rate("broadband")),
    "unconnected_school_count": ByHand("school_network", BASIC, "sum(1 - broadband::INTEGER)"),
    "bandwidth_10m_school_ratio": ByHand("school_network", BASIC, rate("bandwidth_mbps >= 10")),
    "bandwidth_100m_school_ratio": ByHand("school_network", BASIC, rate("bandwidth_mbps >= 100")),
    "bandwidth_gigabit_school_ratio": ByHand("school_network", BASIC, rate("bandwidth_mbps >= 1000")),
    "bandwidth_median": ByHand("school_network", BASIC, "quantile_cont(bandwidth_mbps::DOUBLE, 0.5)"),
    "bandwidth_per_100_students": ByHand("school_network", BASIC, of("bandwidth_mbps", "students", 100)),
    "wireless_school_ratio": ByHand("school_network", BASIC, rate("wireless_cover")),
    "wireless_classroom_ratio": ByHand("school_network", BASIC, of("classrooms_wireless", "classrooms")),
    "wireless_key_area_ratio": ByHand("school_network", "stage = 'university'", of("key_areas_wireless", "key_areas")),
    "ipv6_university_ratio": ByHand("school_network", "stage = 'university'", rate("ipv6")),
    "ipv6_school_ratio": ByHand("school_network", BASIC, rate("ipv6")),
    "dedicated_network_ratio": ByHand("school_network", BASIC, rate("education_network")),
    "network_outage_hours": ByHand("school_network", BASIC, "avg(outage_hours::DOUBLE)"),
    "kindergarten_broadband_ratio": ByHand("school_network", "stage = 'kindergarten'", rate("broadband")),
}
ROOMS = "school_facilities"
FACILITIES = {
    "multimedia_classroom_ratio": ByHand(ROOMS, BASIC, of("multimedia_classrooms", "classrooms")),
    "multimedia_classroom_urban_ratio": ByHand(
        ROOMS, f"{BASIC} AND urban_rural <> 'rural'", of("multimedia_classrooms", "classrooms")
    ),
    "multimedia_classroom_rural_ratio": ByHand(
        ROOMS, f"{BASIC} AND urban_rural = 'rural'", of("multimedia_classrooms", "classrooms")
    ),
    "multimedia_school_ratio": ByHand(ROOMS, BASIC, rate("multimedia_classrooms >= 1")),
    "multimedia_full_school_ratio": ByHand(ROOMS, BASIC, rate("classrooms <= multimedia_classrooms")),
    "multimedia_classroom_renewed_count": in_year(ROOMS, BASIC, "multimedia_renewed"),
    "multimedia_aged_ratio": ByHand(ROOMS, BASIC, of("multimedia_aged", "multimedia_classrooms")),
    "classroom_network_ratio": ByHand(ROOMS, BASIC, of("classrooms_networked", "classrooms")),
    "computers_per_100_students": ByHand(ROOMS, COMPULSORY, of("computers_students", "students", 100)),
    "computers_per_teacher": ByHand(ROOMS, BASIC, of("computers_teachers", "teachers")),
    "teacher_computer_school_ratio": ByHand(ROOMS, BASIC, rate("teachers <= computers_teachers")),
    "recording_room_school_ratio": ByHand(ROOMS, BASIC, rate("lecture_recording_rooms >= 1")),
    "maker_space_school_ratio": ByHand(ROOMS, BASIC, rate("maker_spaces >= 1")),
    "digital_equipment_share": ByHand(ROOMS, BASIC, of("digital_equipment_value", "equipment_value")),
    "equipment_per_student": ByHand(ROOMS, COMPULSORY, of("equipment_value", "students", 10_000)),
    "multimedia_variation": ByHand(ROOMS, BASIC, spread=(("multimedia_classrooms", "classrooms"),)),
    "facility_plausible_ratio": ByHand(
        ROOMS,
        ALL,
        rate(
            "multimedia_classrooms * 5 <= classrooms * 6 AND computers_students * 2 <= students * 3"
            " AND classrooms_networked * 5 <= classrooms * 6"
        ),
    ),
    "device_sound_ratio": ByHand("devices", ALL, of("in_order", "owned")),
    "device_use_ratio": ByHand("devices", ALL, of("in_use", "owned")),
    "device_overaged_ratio": ByHand("devices", ALL, of("overaged", "owned")),
    "device_renewed_count": in_year("devices", ALL, "renewed"),
}
SPACES = {
    "teacher_space_ratio": ByHand("school_spaces", BASIC, of("teacher_spaces", "teachers")),
    "student_space_ratio": ByHand("school_spaces", BASIC, of("student_spaces", "students")),
    "student_space_grade3_ratio": ByHand(
        "school_spaces",
        BASIC,
        of(
            "CASE WHEN student_spaces < students_from_grade3 THEN student_spaces ELSE students_from_grade3 END",
            "students_from_grade3",
        ),
    ),
    "new_spaces_count": in_year("school_spaces", ALL, "new_teacher_spaces + new_student_spaces"),
    "teacher_space_active_ratio": ByHand("school_spaces", BASIC, of("active_teachers", "teacher_spaces")),
    "student_space_active_ratio": ByHand("school_spaces", BASIC, of("active_students", "student_spaces")),
    "school_space_ratio": ByHand("school_spaces", BASIC, rate("school_space")),
    "class_space_ratio": ByHand("school_spaces", BASIC, of("class_spaces", "classes")),
    "space_growth": ByHand(
        "school_spaces", BASIC, "sum(teacher_spaces + student_spaces)", before="sum(teacher_spaces + student_spaces)"
    ),
    "space_model_school_count": ByHand("school_governance", ALL, number("space_model")),
    "space_model_region_count": ByHand("bureau_work", ALL, number("space_model_region")),
}
TRAINING = "school_training"
TEACHERS = {
    "teacher_training_ratio": ByHand(TRAINING, BASIC, of("teachers_trained", "teachers")),
    "teacher_enrolled_ratio": ByHand(TRAINING, BASIC, of("teachers_enrolled", "teachers")),
    "teacher_assessed_ratio": ByHand(TRAINING, BASIC, of("teachers_assessed", "teachers")),
    "training_plan_school_ratio": ByHand(TRAINING, BASIC, rate("school_plan")),
    "trained_people_count": in_year(TRAINING, ALL, "trained_people"),
    "trained_cio_count": in_year(TRAINING, ALL, "cios_trained"),
    "trained_heads_count": in_year(TRAINING, ALL, "heads_trained"),
    "training_funds_share": ByHand(TRAINING, BASIC, of("training_funds", "public_funds")),
    "training_hours_ratio": ByHand("teachers", BASIC, rate("training_hours >= 50")),
    "micro_ability_ratio": ByHand("teachers", BASIC, rate("micro_abilities > 2")),
    "training_hours_average": ByHand("teachers", BASIC, "avg(training_hours::DOUBLE)"),
    "studio_member_ratio": ByHand("teachers", BASIC, rate("studio_member")),
    "teacher_age_median": ByHand("teachers", BASIC, "quantile_cont(age::DOUBLE, 0.5)"),
}
LIVE = "lessons"
RESOURCES = {
    "resource_service_ratio": ByHand("school_services", BASIC, rate("resource_service")),
    "resource_class_ratio": ByHand("school_services", BASIC, of("resource_classes", "classes")),
    "national_platform_ratio": ByHand("school_services", BASIC, rate("national_platform")),
    "excellent_lesson_count": in_year("school_resources", BASIC, "lessons_province"),
    "submitted_lesson_count": in_year("school_resources", BASIC, "lessons_submitted"),
    "teacher_studio_count": ByHand("school_resources", ALL, "sum(studios)"),
    "online_course_count": ByHand("school_resources", ALL, "sum(online_courses)"),
    "virtual_experiment_count": ByHand("school_resources", ALL, "sum(virtual_experiments)"),
    "resource_library_count": ByHand("school_resources", ALL, "sum(resource_libraries)"),
    "sharing_teacher_ratio": ByHand("school_resources", BASIC, of("teachers_sharing", "teachers")),
    "paired_school_count": ByHand(LIVE, ALL, "sum(paired_schools * (role = 'giving')::INTEGER)"),
    "live_lesson_count": in_year(LIVE, ALL, "held * (role = 'giving')::INTEGER"),
    "live_lesson_held_ratio": ByHand(LIVE, ALL, of("held", "planned")),
    "live_lesson_in_time_ratio": ByHand(LIVE, ALL, of("on_time", "held")),
    "board_daily_ratio": ByHand("mobile_use", ALL, of("boards_daily", "boards")),
    "board_hours_average": ByHand("mobile_use", ALL, of("board_hours", "boards")),
    "teacher_mobile_ratio": ByHand("mobile_use", ALL, of("teachers_mobile", "teachers")),
    "student_mobile_ratio": ByHand("mobile_use", ALL, of("students_mobile", "students")),
}
LED, VOCATIONAL = "school_governance", "vocational_campus"
CAMPUSES = {
    "starred_campus_ratio": ByHand(LED, BASIC, rate("stars > 0")),
    "star_average": ByHand(LED, BASIC, "avg(stars::DOUBLE)"),
    "model_campus_count": ByHand(LED, ALL, number("model_campus")),
    "smart_campus_count": ByHand(LED, ALL, number("smart_campus")),
    "vocational_benchmark_count": ByHand(LED, ALL, number("vocational_benchmark")),
    "smart_county_count": ByHand("bureau_work", ALL, number("smart_county")),
    "vocational_campus_ratio": ByHand(VOCATIONAL, ALL, rate("standard_reached")),
    "vocational_acceptance_ratio": ByHand(VOCATIONAL, "project_2017", rate("project_accepted")),
    "vocational_experiment_ratio": ByHand(VOCATIONAL, "experiment_batch IN (1, 2)", rate("experiment_passed")),
    "digital_speciality_ratio": ByHand(VOCATIONAL, ALL, of("specialities_digital", "specialities")),
    "online_internship_ratio": ByHand(VOCATIONAL, ALL, of("internships_online", "interns")),
    "school_cloud_ratio": ByHand("bureau_work", "level <> 'province'", rate("school_cloud")),
    "home_school_ratio": ByHand("school_services", ALL, rate("home_school")),
    "campus_online_service_ratio": ByHand("school_services", BASIC, of("services_online", "services")),
}
GOVERNANCE = {
    "cio_coverage_ratio": ByHand(LED, ALL, rate("cio_registered")),
    "leading_group_ratio": ByHand(LED, ALL, rate("leading_group")),
    "bureau_leading_group_ratio": ByHand("bureau_work", ALL, rate("leading_group")),
    "digital_plan_ratio": ByHand(LED, BASIC, rate("digital_plan")),
    "inspector_school_ratio": ByHand(LED, BASIC, rate("inspector_listed")),
    "inspector_visit_ratio": ByHand(LED, BASIC, rate("inspector_visits > 0")),
    "inspection_county_count": ByHand("bureau_work", ALL, number("inspection_innovation")),
    "catalogue_connection_ratio": ByHand("bureau_work", ALL, of("catalogue_connected", "catalogue_entries")),
    "online_service_ratio": ByHand("bureau_work", ALL, of("services_online", "services")),
    "system_reduction_ratio": ByHand("bureau_work", ALL, of("systems_before - systems_now", "systems_before")),
    "electronic_archive_ratio": ByHand("bureau_work", ALL, of("archives_online", "archives")),
    "single_sign_on_ratio": ByHand("information_systems", ALL, rate("single_sign_on")),
    "cloud_system_ratio": ByHand("information_systems", ALL, rate("on_cloud")),
    "it_course_ratio": ByHand("school_courses", BASIC, of("grades_taught", "grades")),
    "it_hours_ratio": ByHand("school_courses", BASIC, of("hours_taught", "hours_required")),
    "it_full_time_ratio": ByHand("school_courses", BASIC, of("it_teachers_full_time", "it_teachers")),
    "ai_course_ratio": ByHand("school_courses", BASIC, rate("ai_course")),
    "network_safety_lesson_ratio": ByHand("school_courses", BASIC, rate("safety_lessons")),
    "literacy_test_ratio": ByHand("school_courses", BASIC, of("literacy_tested", "students")),
}
SYSTEMS, SOFTWARE = "information_systems", "software_licences"
SECURITY = {
    "protection_filing_ratio": ByHand(SYSTEMS, "important", rate("filed")),
    "protection_assessment_ratio": ByHand(SYSTEMS, "important AND grade > 1", rate("assessed")),
    "protection_grade3_ratio": ByHand(SYSTEMS, "grade > 2", rate("assessed")),
    "system_ipv6_ratio": ByHand(SYSTEMS, ALL, rate("ipv6")),
    "system_monitored_ratio": ByHand(SYSTEMS, ALL, rate("monitored")),
    "vulnerability_fixed_ratio": ByHand(SYSTEMS, ALL, of("vulnerabilities_fixed", "vulnerabilities")),
    "threat_closed_in_time_ratio": ByHand("security_work", ALL, of("notices_in_time", "notices")),
    "threat_response_hours": ByHand(
        "security_work", "response_hours IS NOT NULL", of("response_hours * notices", "notices")
    ),
    "major_incident_count": in_year("security_work", ALL, "major_incidents"),
    "drill_count": in_year("security_work", ALL, "drills"),
    "security_training_ratio": ByHand("security_work", "unit_kind = 'bureau'", of("staff_trained", "staff")),
    "licensed_software_university_ratio": ByHand(
        SOFTWARE, "unit_kind IN ('university', 'provincial_vocational')", of("all_licensed", "computers")
    ),
    "licensed_software_school_ratio": ByHand(SOFTWARE, "unit_kind = 'school'", of("all_licensed", "computers")),
    "licensed_system_ratio": ByHand(SOFTWARE, ALL, of("os_licensed", "computers")),
    "licensed_office_ratio": ByHand(SOFTWARE, ALL, of("office_licensed", "computers")),
    "licensed_antivirus_ratio": ByHand(SOFTWARE, ALL, of("antivirus_licensed", "computers")),
    "software_stock_ratio": ByHand(SOFTWARE, ALL, rate("stock_taken")),
    "app_filing_ratio": ByHand("school_services", ALL, of("apps_filed", "apps")),
    "app_complaint_count": in_year("school_services", ALL, "complaints"),
    "security_duty_ratio": ByHand(LED, ALL, rate("security_duty")),
}
SCALE = {
    "school_count": ByHand("schools", ALL, "count(*)"),
    "student_count": ByHand("schools", ALL, "sum(students)"),
    "teacher_count": ByHand("schools", ALL, "sum(teachers)"),
    "pupil_teacher_ratio": ByHand("schools", BASIC, of("students", "teachers")),
    "class_size_average": ByHand("schools", BASIC, of("students", "classes")),
    "large_class_ratio": ByHand("schools", COMPULSORY, of("large_classes", "classes")),
    "boarder_ratio": ByHand("schools", COMPULSORY, of("boarders", "students")),
    "mountain_school_ratio": ByHand("schools", BASIC, rate("mountain")),
    "home_terminal_ratio": ByHand("students", BASIC, rate("home_terminal")),
    "migrant_student_ratio": ByHand("students", COMPULSORY, rate("migrant")),
    "left_behind_student_ratio": ByHand("students", COMPULSORY, rate("left_behind")),
    "disabled_student_count": ByHand("students", COMPULSORY, number("disabled")),
    "registered_student_count": ByHand("students", ALL, "count(*)"),
}
BUILDING = "building_projects"
MONEY = {
    "fund_received_ratio": ByHand("funds", ALL, of("received", "budget")),
    "fund_spent_ratio": ByHand("funds", ALL, of("spent", "budget")),
    "fund_maintenance_ratio": ByHand("funds", ALL, of("maintenance", "spent")),
    "fund_digital_share": ByHand("funds", ALL, of("budget", "education_funds")),
    "fund_market_share": ByHand("funds", ALL, of("budget * (source = 'market')::INTEGER", "budget")),
    "fund_rural_share": ByHand("funds", ALL, of("budget * rural::INTEGER", "budget")),
    "fund_audited_ratio": ByHand("funds", ALL, of("budget * audited::INTEGER", "budget")),
    "building_started_ratio": ByHand(BUILDING, ALL, rate("started")),
    "building_finished_ratio": ByHand(BUILDING, ALL, rate("finished")),
    "building_investment_ratio": ByHand(BUILDING, ALL, of("completed", "investment")),
    "building_received_ratio": ByHand(BUILDING, ALL, of("received", "investment")),
    "building_late_ratio": ByHand(BUILDING, ALL, rate("days_late >= 1")),
    "building_accident_count": in_year(BUILDING, ALL, "accidents"),
}
QUALITY = {
    "report_completeness_ratio": ByHand("data_quality", ALL, of("tables_received", "tables_due")),
    "report_timeliness_ratio": ByHand("data_quality", ALL, of("tables_in_time", "tables_due")),
    "cell_completeness_ratio": ByHand("data_quality", ALL, of("cells_filled", "cells_due")),
    "plausibility_ratio": ByHand("data_quality", ALL, of("checks_passed", "checks_run")),
    "report_returned_ratio": ByHand("data_quality", ALL, of("tables_returned", "tables_received")),
    "silent_school_count": ByHand("data_quality", ALL, number("tables_received < 1")),
}
PER_PUPIL = {
    "room_area": "room_area",
    "sports_area": "sports_area",
    "equipment": "equipment_value",
    "degree_teachers": "teachers_above_degree",
    "key_teachers": "teachers_key",
    "specialist_teachers": "teachers_specialist",
    "multimedia_rooms": "multimedia_rooms",
    "computers": "computers",
    "books": "books",
    "teachers": "teachers",
    "titled_teachers": "teachers_titled",
}
EIGHT = (
    "room_area", "sports_area", "equipment_value", "computers", "books", "teachers", "teachers_above_degree", "teachers_titled",
)  # fmt: skip
"""Of the basic balance of 2012."""
LINES = {
    "primary": {"teachers_above_degree": 0.042, "teachers_key": 0.01, "teachers_specialist": 0.009, "room_area": 4.5,
                "sports_area": 7.5, "equipment_value": 2000, "multimedia_rooms": 0.023},
    "junior": {"teachers_above_degree": 0.053, "teachers_key": 0.01, "teachers_specialist": 0.009, "room_area": 5.8,
               "sports_area": 10.2, "equipment_value": 2500, "multimedia_rooms": 0.024},
}  # fmt: skip
"""Of the high-quality balance of 2017, for one pupil."""
YEARLY = "school_balance"
BALANCE = {
    f"{code}_variation_{section}": ByHand(YEARLY, f"section = '{section}'", spread=((column, "students"),))
    for section in LINES
    for code, column in PER_PUPIL.items()
} | {
    "teachers_above_degree_per_100": ByHand(YEARLY, ALL, of("teachers_above_degree", "students", 100)),
    "key_teachers_per_100": ByHand(YEARLY, ALL, of("teachers_key", "students", 100)),
    "multimedia_rooms_per_100": ByHand(YEARLY, ALL, of("multimedia_rooms", "students", 100)),
    "books_per_student": ByHand(YEARLY, ALL, of("books", "students")),
}
for section, lines in LINES.items():
    BALANCE[f"basic_balance_{section}"] = ByHand(
        YEARLY, f"section = '{section}'", spread=tuple((column, "students") for column in EIGHT)
    )
    met = " + ".join(f"({column}::DOUBLE / students >= {line} - 1e-12)::INTEGER" for column, line in lines.items())
    BALANCE[f"quality_balance_school_ratio_{section}"] = ByHand(YEARLY, f"section = '{section}'", rate(f"{met} > 5"))
DIMENSIONS = {
    "infrastructure": 80,
    "platform": 90,
    "resources": 80,
    "teaching": 150,
    "governance": 100,
    "security": 100,
}
JUDGED = "undergraduate AND evaluated"
UNIVERSITIES = {
    f"university_{dimension}_score": ByHand("university_it", "evaluated", f"avg(points_of_{dimension}) / {points}")
    for dimension, points in DIMENSIONS.items()
} | {
    "university_total_score": ByHand(
        "university_it", "evaluated", f"avg({' + '.join(f'points_of_{dimension}' for dimension in DIMENSIONS)})"
    ),
    "university_evaluated_ratio": ByHand("university_it", "undergraduate", rate("evaluated")),
    "university_good_ratio": ByHand("university_it", JUDGED, rate("grade = 'excellent' OR grade = 'good'")),
    "university_reached_ratio": ByHand("university_it", JUDGED, rate("grade IN ('excellent', 'good', 'reached')")),
}
INDICATORS: dict[str, ByHand] = {
    **NETWORK, **FACILITIES, **SPACES, **TEACHERS, **RESOURCES, **CAMPUSES, **GOVERNANCE, **SECURITY, **SCALE, **MONEY,
    **QUALITY, **BALANCE, **UNIVERSITIES,
}  # fmt: skip
