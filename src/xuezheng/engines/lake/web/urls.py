"""Addresses of the lake's pages."""

from django.urls import path

from xuezheng.engines.lake.web import drawing, handing_in, rows, tables

urlpatterns = [
    path("", tables.all_tables, name="lake-tables"),
    path("uploads/<uuid:upload_id>/", handing_in.upload_report, name="lake-upload"),
    path("uploads/<uuid:upload_id>/problems/", handing_in.upload_problems, name="lake-upload-problems"),
    path("uploads/<uuid:upload_id>/check/", handing_in.check_upload_again, name="lake-upload-check"),
    path("uploads/<uuid:upload_id>/load/", handing_in.load_upload, name="lake-upload-load"),
    path("<slug:code>/", tables.one_table, name="lake-table"),
    path("<slug:code>/upload/", handing_in.hand_in, name="lake-hand-in"),
    path("<slug:code>/database/", drawing.draw, name="lake-draw"),
    path("<slug:code>/template/", handing_in.table_template, name="lake-template"),
    path("<slug:code>/rows/", rows.table_rows, name="lake-rows"),
]
