"""The parts that page authors use: form fields, error summary, tables, lists, pagination."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template

from forcesight.charts.table import Column, Table


class EveryKind(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the list")
    note = forms.CharField(widget=forms.Textarea(attrs={"class": "wide"}))
    area = forms.ChoiceField(choices=[("d1", "Eastmoor")])
    side = forms.ChoiceField(label="Which side", choices=[("l", "Left"), ("r", "Right")], widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    file = forms.FileField()
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def render(template, **context):
    return Template(template).render(Context(context))


def field(name, form=None):
    return render("{{ field.as_field_group }}", field=(form or EveryKind())[name])


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("name", 'class="govuk-input"'),
        ("note", 'class="govuk-textarea wide"'),
        ("area", 'class="govuk-select"'),
        ("side", 'class="govuk-radios__input" type="radio" name="side" value="l"'),
        ("kinds", 'class="govuk-checkboxes__input" type="checkbox" name="kinds" value="a"'),
        ("agree", 'class="govuk-checkboxes__input"'),
        ("secret", 'class="govuk-input govuk-password-input__input govuk-js-password-input-input"'),
        ("file", 'class="govuk-file-upload"'),
    ],
)
def test_each_kind_of_field_has_the_design_systems_markup(name, markup):
    assert markup in field(name) and 'class="govuk-form-group' in field(name)


def test_a_hint_is_tied_to_its_input():
    assert '<div class="govuk-hint" id="id_name_helptext">As on the list</div>' in field("name")
    assert 'aria-describedby="id_name_helptext"' in field("name")


def test_a_wrong_field_shows_its_error_and_ties_it_to_the_input():
    group = field("name", EveryKind({}))
    assert "govuk-form-group--error" in group and 'class="govuk-input govuk-input--error"' in group
    assert 'aria-describedby="id_name_helptext id_name_error"' in group and 'aria-invalid="true"' in group
    assert '<p class="govuk-error-message" id="id_name_error">' in group


def test_a_group_of_choices_has_a_legend_and_each_choice_its_label():
    group = field("side", EveryKind({}))
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Which side</legend>' in group
    assert 'aria-describedby="id_side_error"' in group
    assert 'id="id_side_1"' in group and '<label class="govuk-label govuk-radios__label" for="id_side_1">Right' in group


def test_a_hidden_field_is_only_itself():
    assert field("token").strip() == '<input type="hidden" name="token" id="id_token">'


def test_a_whole_form_prints_every_field():
    printed = render("{{ form }}", form=EveryKind())
    assert printed.count("govuk-form-group") == 8 and 'name="token"' in printed


def test_the_summary_links_each_error_to_the_first_input_of_its_field():
    form = EveryKind({})
    form.is_valid()
    form.add_error(None, "The two do not agree.")
    summary = render("{% error_summary form %}", form=form)
    assert "There is a problem" in summary and "<li>The two do not agree.</li>" in summary
    assert 'href="#id_name"' in summary and 'href="#id_side_0"' in summary and 'href="#id_kinds_0"' in summary


def test_a_form_without_errors_has_no_summary():
    assert render("{% error_summary form %}", form=EveryKind()).strip() == ""


TABLE = Table(
    caption="Crimes by district",
    columns=(Column("district", "District"), Column("crimes", "Crimes", numeric=True)),
    rows=(("Eastmoor", 1234), ("Westmoor", None)),
    links=("/eastmoor", None),
)


def test_a_table_has_a_caption_scopes_and_numbers_to_the_right():
    printed = render("{% data_table table %}", table=TABLE)
    assert '<div class="fs-table" role="region" aria-label="Crimes by district" tabindex="0">' in printed
    assert '<caption class="govuk-table__caption govuk-table__caption--m">Crimes by district</caption>' in printed
    assert '<th scope="col" class="govuk-table__header govuk-table__header--numeric">Crimes</th>' in printed
    assert (
        '<th scope="row" class="govuk-table__header"><a class="govuk-link" href="/eastmoor">Eastmoor</a></th>'
        in printed
    )
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">1,234</td>' in printed
    assert "no data" in printed and "data-sortable" not in printed


def test_a_table_is_sorted_by_the_reader_only_where_the_page_says_so():
    assert '<table class="govuk-table" data-sortable>' in render("{% data_table table sortable=True %}", table=TABLE)


def test_a_table_cannot_smuggle_in_markup():
    table = Table(caption="<b>", columns=(Column("a", "<i>"),), rows=(("<script>",),))
    printed = render("{% data_table table %}", table=table)
    assert "<script>" not in printed and "<b>" not in printed and "<i>" not in printed


def test_a_summary_list_pairs_terms_and_values():
    printed = render("{% summary_list rows %}", rows=[("Rows", 12)])
    assert '<dt class="govuk-summary-list__key">Rows</dt>' in printed
    assert '<dd class="govuk-summary-list__value">12</dd>' in printed


def test_pagination_keeps_the_filter_and_says_where_one_is(rf):
    page = Paginator(range(500), 10).get_page(7)
    printed = render("{% pagination page %}", page=page, request=rf.get("/x?verb=erasing&page=7"))
    assert 'href="?verb=erasing&amp;page=6" rel="prev"' in printed
    assert 'href="?verb=erasing&amp;page=8" rel="next"' in printed
    assert 'aria-label="Page 7" aria-current="page"' in printed
    assert printed.count("govuk-pagination__item--ellipsis") == 2


def test_the_first_page_has_none_before_it_and_the_last_none_after(rf):
    pages = Paginator(range(20), 10)
    first, last = (render("{% pagination page %}", page=pages.get_page(n), request=rf.get("/")) for n in (1, 2))
    assert 'rel="prev"' not in first and 'rel="next"' in first
    assert 'rel="prev"' in last and 'rel="next"' not in last


def test_one_page_needs_no_pagination(rf):
    page = Paginator(range(5), 10).get_page(1)
    assert render("{% pagination page %}", page=page, request=rf.get("/")).strip() == ""
