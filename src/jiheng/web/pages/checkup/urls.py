"""Addresses of check-ups."""

from django.urls import path

from jiheng.web.pages.checkup import views

app_name = "checkup"
_HERE = "<int:department>/<int:year>/checkup/"
urlpatterns = [
    path(_HERE, views.papers, name="papers"),
    path(f"{_HERE}rows/", views.rows, name="rows"),
    path(f"{_HERE}hand-in/", views.hand_in, name="hand_in"),
    path(f"{_HERE}papers/<int:number>/", views.paper, name="paper"),
    path(f"{_HERE}<int:number>/", views.result, name="result"),
    path(f"{_HERE}<int:number>/answer/", views.answer, name="answer"),
    path(f"{_HERE}<int:number>/changes/", views.changes, name="changes"),
    path(f"{_HERE}<int:number>/score/", views.score, name="score"),
    path(f"{_HERE}<int:number>/export/<slug:format>/", views.export, name="export"),
]
