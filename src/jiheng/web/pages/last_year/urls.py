"""Addresses of last year's report."""

from django.urls import path

from jiheng.web.pages.last_year import views

app_name = "last_year"
_HERE = "<int:department>/<int:year>/last-year/"
urlpatterns = [
    path(_HERE, views.page, name="page"),
    path(f"{_HERE}take/", views.take, name="take"),
    path(f"{_HERE}stale/", views.stale, name="stale"),
]
