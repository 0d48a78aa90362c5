"""Addresses of requests to the 委室."""

from django.urls import path

from jiheng.web.pages.requests import views

app_name = "requests"
_HERE = "<int:department>/<int:year>/requests/"
urlpatterns = [
    path(_HERE, views.requests, name="list"),
    path(f"{_HERE}ask/", views.ask, name="ask"),
    path(f"{_HERE}<int:number>/evidence/", views.evidence, name="evidence"),
    path(f"{_HERE}<int:number>/", views.request_page, name="request"),
]
