"""A small form that has one of everything."""

SAMPLE = """
code: santong_quarter
title: {zh: 季度“三通”数据, en: Quarterly data of the three connections}
periods: quarter
units: [primary, junior]
sections:
  - code: rooms
    title: {zh: 教室与设备, en: Rooms and devices}
    fields:
      - {code: classrooms, title: {zh: 普通教室数, en: Classrooms}, unit: {zh: 间, en: rooms}, from: "lake:school_facilities.classrooms"}
      - {code: multimedia, title: {zh: 其中多媒体教室数, en: Multimedia classrooms among them}, unit: {zh: 间, en: rooms}, least: 0}
      - {code: computers, title: {zh: 学生用计算机, en: Computers for students}, least: 0, most: 5000}
      - {code: students, title: {zh: 学生数, en: Students}, from: "lake:schools.students"}
      - {code: per_hundred, title: {zh: 每百名学生拥有计算机, en: Computers per hundred students}, answer: decimal, decimals: 1, computed: "100 * computers / students"}
      - {code: access, title: {zh: 接入方式, en: Access}, answer: choice, options: [{code: fibre, title: {zh: 光纤, en: fibre}}, {code: mobile, title: {zh: 移动网络, en: mobile network}}]}
      - {code: since, title: {zh: 接入日期, en: Connected since}, answer: date, need: expected}
      - {code: note, title: {zh: 说明, en: Note}, answer: text, need: optional, longest: 20}
    tables:
      - code: devices
        title: {zh: 设备台账, en: Devices}
        most_rows: 3
        columns:
          - {code: name, title: {zh: 名称, en: Name}, answer: text}
          - {code: count, title: {zh: 数量, en: Number}, least: 1}
          - {code: broken, title: {zh: 其中损坏, en: Broken among them}, need: optional}
        rules:
          - {code: not_more_broken, check: "broken <= count", message: {zh: "损坏数（{broken}）多于数量（{count}）。", en: "More are broken ({broken}) than there are ({count})."}}
rules:
  - code: multimedia_within
    check: multimedia <= classrooms
    message: {zh: "多媒体教室数（{multimedia}）不能大于普通教室数（{classrooms}）。", en: "There are more multimedia classrooms ({multimedia}) than classrooms ({classrooms})."}
  - code: devices_counted
    severity: warning
    check: sum_of_devices_count >= computers
    message: {zh: "设备台账的数量之和小于学生用计算机数（{computers}）。", en: "The devices are fewer than the computers ({computers})."}
"""

GIVEN = {
    "classrooms": "24",
    "multimedia": "22",
    "computers": "118",
    "students": "1017",
    "access": "fibre",
    "since": "2018-03-01",
}
DEVICES = [{"name": "台式机", "count": "118", "broken": "2"}]
