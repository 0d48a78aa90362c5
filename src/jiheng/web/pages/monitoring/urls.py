"""Addresses of monitoring."""

from django.urls import path

from jiheng.web.pages.monitoring import alert_views, views

app_name = "monitoring"
_HERE = "<int:department>/<int:year>/monitoring/"
urlpatterns = [
    path(_HERE, views.year, name="year"),
    path(f"{_HERE}<int:month>/", views.month, name="month"),
    path(f"{_HERE}<int:month>/take/", views.take, name="take"),
    path(f"{_HERE}<int:month>/report/", views.report, name="report"),
    path(f"{_HERE}<int:month>/back/", views.back, name="back"),
    path(f"{_HERE}<int:month>/file/<str:kind>/", views.file, name="file"),
    path(f"{_HERE}funds/<int:number>/", views.fund, name="fund"),
    path(f"{_HERE}progress/<int:number>/", views.progress, name="progress"),
    path(f"{_HERE}alerts/", alert_views.alerts, name="alerts"),
    path(f"{_HERE}alerts/<int:number>/", alert_views.alert, name="alert"),
]
