"""Planted identifiers, all invented or from ranges reserved for fiction, are taken out; ordinary words stay."""

import pandas as pd
import pytest

from complaint_analysis.records.redaction.redact import redact, redact_text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("write to jo.blogs+bins@example.org please", "write to [email] please"),
        ("I live at AB1 2CD.", "I live at [postcode]."),
        ("ab12cd is mine", "[postcode] is mine"),
        ("W1A 0AX and m1 1ae", "[postcode] and [postcode]"),
        ("NI QQ 12 34 56 C", "NI [national insurance number]"),
        ("my nino is qq123456c", "my nino is [national insurance number]"),
        ("QQ-12-34-56-C", "[national insurance number]"),
        ("patient 943 476 5919 waits", "patient [NHS number] waits"),
        ("NHS number 9434765918", "NHS number [NHS number]"),
        ("ring 01632 960123", "ring [telephone]"),
        ("ring (01632) 960 123 today", "ring [telephone] today"),
        ("text 07700 900123", "text [telephone]"),
        ("+44 7700 900123", "[telephone]"),
        ("+44 (0)1632 960123", "[telephone]"),
        ("020 7946 0123", "[telephone]"),
        ("card 4111 1111 1111 1111 was charged", "card [card number] was charged"),
        ("4111-1111-1111-1111", "[card number]"),
        ("sort code 12-34-56 account 12345678", "sort code [sort code] account [account number]"),
        ("40-47-84", "[sort code]"),
        ("account number: 00012345", "account number: [account number]"),
        ("UPRN 100012345678", "UPRN [UPRN]"),
        ("DOB 12/03/1960", "DOB [date of birth]"),
        ("born on 3rd May 1951", "born on [date of birth]"),
        ("the van AB12 CDE was", "the van [vehicle registration] was"),
        ("ab12cde", "[vehicle registration]"),
        ("P123 ABC and ABC 123P", "[vehicle registration] and [vehicle registration]"),
        ("see FS-Case-123456", "see [case reference]"),
        ("COM/2024/0123 again", "[case reference] again"),
        ("reference HSG24119 was closed", "reference [case reference] was closed"),
        ("ref no. 12345", "ref no. [case reference]"),
        ("PCN AB12345678", "PCN [case reference]"),
        ("it is 98765432", "it is [number]"),
        ("Mrs Smith rang", "[name] rang"),
        ("Mr. J. R. Featherstonehaugh", "[name]"),
        ("Mr and Mrs O'Neill-Bright", "[name]"),
        ("spoke to mr patel", "spoke to [name]"),
        ("Cllr Jones and Dr McTavish", "[name] and [name]"),
        ("my name is Winifred Ampleforth and", "my name is [name] and"),
        ("my neighbour Dave plays drums", "my neighbour [name] plays drums"),
        ("Fix it.\nRegards,\nJo Bloggs", "Fix it.\nRegards,\n[name]"),
        ("I am at 14 Mill Lane", "I am at [address]"),
        ("Flat 3, 14a Old Mill Lane", "[address]"),
        ("at 7 station road since May", "at [address] since May"),
        ("flat 12b is noisy", "[address] is noisy"),
        ("all along Mill Lane", "all along [street]"),
    ],
)
def test_an_identifier_gives_way_to_its_placeholder(text, redacted):
    assert redact_text(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "I have waited 14 weeks on the street for a skip.",
        "Reported 3 times since 01/04/2024 and again on 01-04-24 at 09:30.",
        "On 1 April 2024 the rent was £1,234.56, up from £98.40.",
        "The complaint of 2024-25 was answered in 10 working days.",
        "My complaint in 2023 is still open.",
        "Flats and houses in the road flood; the B6254 is closed.",
        "They miss the bins and Miss it again.",
        "My son is not well and my daughter I think is worse.",
        "Thank you. The Council",
        "Stage 1 and stage 2; Covid-19; 20mph; 24/7.",
        "It was in 20 days, 30 cars on the drive.",
        "population 142900, homes 3,601",
    ],
)
def test_ordinary_words_dates_and_sums_stay(text):
    assert redact_text(text) == text


def test_what_the_record_itself_knows_is_taken_out():
    texts = pd.Series(["Orsolya told me Quenby had C-7 closed; the Complaints Team said yes"])
    known = pd.DataFrame(
        {"reference": ["C-7"], "stage1_handler": ["Orsolya Quenby"], "stage2_handler": ["Complaints Team"]}
    )
    assert redact(texts, known).iloc[0] == (
        "[name] told me [name] had [case reference] closed; the Complaints Team said yes"
    )


def test_only_its_own_record_is_known():
    texts = pd.Series(["I rang quenby", "I rang quenby"])
    known = pd.DataFrame({"stage1_handler": ["Orsolya Quenby", None]})
    assert redact(texts, known).tolist() == ["I rang [name]", "I rang quenby"]


def test_a_missing_text_stays_missing_and_the_index_stays():
    texts = pd.Series(["Mrs Smith", None], index=[7, 3], dtype="str", name="description")
    redacted = redact(texts)
    assert redacted.index.tolist() == [7, 3]
    assert redacted.isna().tolist() == [False, True]
    assert redacted.dtype == texts.dtype
