"""Addresses of the copy-out sheet."""

from django.urls import path

from jiheng.web.pages.copyout import views

app_name = "copyout"
_YEAR = "<int:department>/<int:year>/copy-out/"
urlpatterns = [
    path(_YEAR, views.sheet, name="sheet"),
    path(f"{_YEAR}mark/", views.mark, name="mark"),
]
