"""Addresses of self-evaluations."""

from django.urls import path

from jiheng.web.pages.evaluation.views import evidence, filling, findings, overview, package, paper, scoring, writing

app_name = "evaluation"
_HERE = "<int:department>/<int:year>/evaluation/"
urlpatterns = [
    path(_HERE, overview.index, name="index"),
    path(f"{_HERE}open/", overview.open_year, name="open"),
    path(f"{_HERE}areas/<slug:area>/", filling.area, name="area"),
    path(f"{_HERE}areas/<slug:area>/save/", filling.save, name="save"),
    path(f"{_HERE}areas/<slug:area>/settle/", filling.settle, name="settle"),
    path(f"{_HERE}areas/<slug:area>/what-if/", scoring.try_value, name="what_if"),
    path(f"{_HERE}score/", scoring.score, name="score"),
    path(f"{_HERE}policy/", scoring.policy, name="policy"),
    path(f"{_HERE}findings/", findings.findings, name="findings"),
    path(f"{_HERE}areas/<slug:area>/marks/", writing.marks, name="marks"),
    path(f"{_HERE}preview/", paper.preview, name="preview"),
    path(f"{_HERE}preview/paper/", paper.paper, name="paper"),
    path(f"{_HERE}package/", package.package, name="package"),
    path(f"{_HERE}package/make/", package.make, name="make"),
    path(f"{_HERE}package/all/", package.everything, name="everything"),
    path(f"{_HERE}package/case/", package.case_file, name="case"),
    path(f"{_HERE}package/files/<str:name>/", package.single, name="single"),
    path(f"{_HERE}evidence/", evidence.evidence, name="evidence"),
]
