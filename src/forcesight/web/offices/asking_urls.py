"""Addresses of experiments that are being put together."""

from django.urls import path

from forcesight.web.offices import asking, asking_files, asking_options


urlpatterns = [
    path("file", asking_files.from_file, name="from-file"),
    path("shipped/<slug:experiment_id>/begin", asking_files.shipped, name="shipped"),
    path("shipped/<slug:experiment_id>.toml", asking_files.shipped_file, name="shipped-file"),
    path("drafts/<slug:key>", asking.draft, name="draft"),
    path("drafts/<slug:key>/run", asking.run, name="draft-run"),
    path("drafts/<slug:key>/about", asking.about, name="draft-about"),
    path("drafts/<slug:key>/aims", asking.aims, name="draft-aims"),
    path("drafts/<slug:key>/runs", asking.runs, name="draft-runs"),
    path("drafts/<slug:key>/discard", asking.discard, name="draft-discard"),
    path("drafts/<slug:key>/file", asking.draft_file, name="draft-file"),
    path("drafts/<slug:key>/options/new", asking_options.add, name="add-option"),
    path("drafts/<slug:key>/options/<int:option>", asking_options.rename, name="option"),
    path("drafts/<slug:key>/options/<int:option>/remove", asking_options.remove, name="remove-option"),
    path("drafts/<slug:key>/options/<int:option>/levers/new", asking_options.add_lever, name="add-lever"),
    path("drafts/<slug:key>/options/<int:option>/levers/new/<slug:kind>", asking_options.new_lever, name="new-lever"),
    path("drafts/<slug:key>/options/<int:option>/levers/<int:number>", asking_options.lever, name="lever"),
    path(
        "drafts/<slug:key>/options/<int:option>/levers/<int:number>/remove",
        asking_options.remove_lever,
        name="remove-lever",
    ),
]
