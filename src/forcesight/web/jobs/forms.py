"""Files to load, as a person sends them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from forcesight.records.readers.published import EDITION, NAME


class Files(forms.FileField):
    """Several files in one field; cleans to the list of them."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file as Django checks one."""
        given = data or []
        if not given:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(Files, self).clean(each, initial) for each in given]


class ManyFilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All the files that were sent under this name."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class LoadForm(forms.Form):
    """Street, outcomes and stop-and-search files as data.police.uk names them, or its monthly archive."""

    files = Files(
        label="Files",
        help_text="CSV files such as 2024-06-staffordshire-street.csv, or a monthly archive such as 2024-06.zip. "
        "You can choose several.",
        widget=ManyFilesInput(attrs={"accept": ".csv,.zip"}),
        error_messages={"required": "Choose the files to load", "empty": "A file that you chose is empty"},
    )
    edition = forms.CharField(
        label="Edition (optional)",
        help_text="The month of the archive that the files come from, like 2024-06. "
        "Leave it empty to take it from the archive's name, or from the newest file.",
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )

    def clean_files(self) -> list[UploadedFile]:
        """Every file is named as published, so that its force, month and kind are known; no name comes twice."""
        files = self.cleaned_data["files"]
        names = [file.name for file in files]
        strange = [name for name in names if not (NAME.fullmatch(name) or name.endswith(".zip"))]
        if strange:
            wanted = "2024-06-staffordshire-street.csv or 2024-06.zip"
            raise forms.ValidationError(f"{strange[0]} is not named like a data.police.uk file, such as {wanted}")
        if len(set(names)) < len(names):
            raise forms.ValidationError("Two files have the same name: choose each file once")
        return files

    def clean_edition(self) -> str:
        """A month, or nothing."""
        told = self.cleaned_data["edition"].strip()
        if told and not EDITION.fullmatch(told):
            raise forms.ValidationError("Write the edition as a year and a month, like 2024-06")
        return told
