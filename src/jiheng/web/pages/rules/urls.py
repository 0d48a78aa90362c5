"""Addresses of the rules of a year."""

from django.urls import path

from jiheng.web.pages.rules import views

app_name = "rules"
_HERE = "<int:department>/<int:year>/rules/"
urlpatterns = [
    path(_HERE, views.year, name="year"),
    path(f"{_HERE}packs/<int:number>/", views.decide_pack, name="pack"),
    path(f"{_HERE}values/<int:number>/", views.decide_value, name="value"),
]
