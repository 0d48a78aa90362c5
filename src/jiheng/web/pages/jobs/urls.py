"""Addresses of background work."""

from django.urls import path

from jiheng.web.pages.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.jobs, name="list"),
    path("jobs/post-again/", views.post_again, name="post_again"),
    path("jobs/<int:number>/", views.job, name="job"),
    path("jobs/<int:number>/progress/", views.progress, name="progress"),
    path("jobs/<int:number>/cancel/", views.cancel, name="cancel"),
    path("jobs/<int:number>/retry/", views.retry, name="retry"),
]
