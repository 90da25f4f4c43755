"""Which published term says what a word of the policy language says, row by row.

A row names the term of W3C DPV 2 (`dpv:`) or of its extension for personal data (`pd:`), and how
near it is: `EXACT` terms stand for the word; of a `BROADER` one it is a kind; a `CLOSE` one is
what readers of the vocabulary know best, and means something a little different. What has no row
is told in our own words only. Every term is in the published lists (`tests/policy/vocabularies`).
"""

from enum import StrEnum
from typing import NamedTuple


class Nearness(StrEnum):
    """How near a published term is, as the property that tells it (SKOS)."""

    EXACT = "skos:exactMatch"
    BROADER = "skos:broadMatch"
    CLOSE = "skos:closeMatch"


class Term(NamedTuple):
    """A published term."""

    name: str
    nearness: Nearness = Nearness.EXACT


EXACT, BROADER, CLOSE = Nearness.EXACT, Nearness.BROADER, Nearness.CLOSE

ACTS: dict[str, Term] = {
    "collect": Term("dpv:Collect"),
    "use": Term("dpv:Use"),
    "provide": Term("dpv:Share", BROADER),
    "entrust": Term("dpv:Share", BROADER),
    "share": Term("dpv:Share", BROADER),
    "disclose": Term("dpv:Disclose", BROADER),
    "disclose_records": Term("dpv:Disclose", BROADER),
    "correct": Term("dpv:Modify", BROADER),
    "add": Term("dpv:Alter", BROADER),
    "erase": Term("dpv:Erase"),
    "suspend_use": Term("dpv:Restrict", BROADER),
    "suspend_provision": Term("dpv:Restrict", BROADER),
    "dispose": Term("dpv:Remove", BROADER),
}
PURPOSE_KINDS: dict[str, Term] = {
    "service": Term("dpv:ServiceProvision"),
    "inquiry": Term("dpv:CustomerCare", CLOSE),
    "marketing": Term("dpv:DirectMarketing"),
    "development": Term("dpv:ResearchAndDevelopment", CLOSE),
    "transaction": Term("dpv:FulfilmentOfContractualObligation", CLOSE),
    "notice": Term("dpv:CommunicationManagement", BROADER),
    "misuse": Term("dpv:MisusePreventionAndDetection"),
    "identity": Term("dpv:IdentityVerification"),
    "personalisation": Term("dpv:Personalisation"),
    "advertising": Term("dpv:PersonalisedAdvertising", BROADER),
    "care": Term("dpv:ServiceProvision", BROADER),
    "research": Term("dpv:ScientificResearch", CLOSE),
    "employment": Term("dpv:HumanResourceManagement"),
    "legal": Term("dpv:LegalCompliance"),
}
ROLES: dict[str, Term] = {
    "company": Term("dpv:DataController"),
    "person": Term("dpv:DataSubject"),
    "agent": Term("dpv:Entity", BROADER),
    "contractor": Term("dpv:DataProcessor"),
    "joint_user": Term("dpv:JointDataControllers", CLOSE),
    "successor": Term("dpv:Recipient", BROADER),
    "state_body": Term("dpv:GovernmentalOrganisation"),
    "third_party": Term("dpv:ThirdParty"),
}
SOURCES: dict[str, Term] = {
    "person": Term("dpv:DataSubjectDataSource"),
    "agent": Term("dpv:DataSource", BROADER),
    "automatic": Term("dpv:DataSubjectDataSource", BROADER),
    "partner": Term("dpv:ThirdPartyDataSource", BROADER),
    "module": Term("dpv:DataSource", BROADER),
    "third_party": Term("dpv:ThirdPartyDataSource"),
}
IDENTIFIES: dict[str, Term] = {
    "always": Term("dpv:IdentifyingPersonalData"),
    "maybe": Term("dpv:PersonalData"),
    "never": Term("dpv:Data", BROADER),
}
SENSITIVE_LAWS: dict[str, Term] = {
    "special_care": Term("dpv:SpecialCategoryPersonalData", CLOSE),
    "other": Term("dpv:SensitivePersonalData", BROADER),
}
PLACES: dict[str, Term] = {
    "JP": Term("dpv:Country", BROADER),
    "designated": Term("dpv:ThirdCountry", BROADER),
    "abroad": Term("dpv:ThirdCountry", BROADER),
}
FACTS: dict[str, Term] = {
    "consent": Term("dpv:Consent"),
    "consent_prior": Term("dpv:Consent", BROADER),
    "foreign_consent": Term("dpv:Consent", BROADER),
    "guardian_consent": Term("dpv:Consent", BROADER),
    "opted_in": Term("dpv:Consent", CLOSE),
    "agreed": Term("dpv:Contract", CLOSE),
    "by_law": Term("dpv:LegalObligation", CLOSE),
    "life_body_property": Term("dpv:VitalInterest", CLOSE),
    "public_health": Term("dpv:PublicInterest", BROADER),
    "state_function": Term("dpv:PublicInterest", CLOSE),
    "business_necessity": Term("dpv:LegitimateInterestOfController", CLOSE),
}
"""Facts that are a ground (legal basis) of a handling."""
MEASURES: dict[str, Term] = {
    "equivalent_measures": Term("dpv:SafeguardForDataTransfer", CLOSE),
    "notice_shown": Term("dpv:PrivacyNotice", CLOSE),
    "suitability": Term("dpv:Assessment", BROADER),
    "confidentiality": Term("dpv:LegalMeasure", BROADER),
    "approved": Term("dpv:ApprovalProcedure", CLOSE),
    "announced": Term("dpv:Notification", BROADER),
    "identity_verified": Term("dpv:IdentityManagementMethod", CLOSE),
    "request": Term("dpv:RightExerciseActivity", CLOSE),
}
"""Facts that are something the company sees to."""
EVIDENCE: dict[str, Term] = {
    "consent_record": Term("dpv:ConsentRecord"),
    "foreign_consent_record": Term("dpv:ConsentRecord", BROADER),
    "agreement_record": Term("dpv:ConsentRecord", CLOSE),
    "provision_record": Term("dpv:DataTransferRecord", CLOSE),
    "receipt_record": Term("dpv:DataProcessingRecord", BROADER),
    "disposal_record": Term("dpv:DataProcessingRecord", BROADER),
    "change_record": Term("dpv:DataProcessingRecord", BROADER),
    "response_record": Term("dpv:RightExerciseRecord", CLOSE),
    "request_record": Term("dpv:RightExerciseRecord", BROADER),
    "answer_record": Term("dpv:RecordsOfActivities", BROADER),
    "access_log": Term("dpv:RecordsOfActivities", BROADER),
    "review": Term("dpv:ReviewProcedure", CLOSE),
    "entitlement_review": Term("dpv:ReviewProcedure", CLOSE),
    "vendor_assessment": Term("dpv:Assessment", BROADER),
    "assessment": Term("dpv:Assessment"),
    "inventory": Term("dpv:DataInventoryManagement", CLOSE),
    "notice": Term("dpv:Notice"),
    "notice_record": Term("dpv:RecordsOfActivities", BROADER),
    "announcement": Term("dpv:Notice", BROADER),
    "joint_use_statement": Term("dpv:PrivacyNotice", BROADER),
    "breach_report": Term("dpv:DataBreachNotification", CLOSE),
}
ITEMS: dict[str, Term] = {
    "name": Term("pd:Name"),
    "name_kana": Term("pd:Name", BROADER),
    "birth_date": Term("pd:BirthDate"),
    "sex": Term("pd:Gender", CLOSE),
    "email": Term("pd:EmailAddress"),
    "phone": Term("pd:TelephoneNumber"),
    "postal_code": Term("pd:PostalCode"),
    "address": Term("pd:PhysicalAddress"),
    "delivery_address": Term("pd:PhysicalAddress", BROADER),
    "employer": Term("pd:CurrentEmployment", BROADER),
    "account_id": Term("pd:UID", BROADER),
    "cookie_id": Term("pd:Identifier", BROADER),
    "device_id": Term("pd:Identifier", BROADER),
    "device_model": Term("pd:DeviceBased", BROADER),
    "operating_system": Term("pd:DeviceOperatingSystem"),
    "position": Term("pd:Location", BROADER),
    "area": Term("pd:Location", BROADER),
    "ip": Term("pd:IPAddress"),
    "browser": Term("pd:UserAgent", BROADER),
    "language": Term("pd:Language", CLOSE),
    "page_viewed": Term("pd:BrowsingBehavior", BROADER),
    "search_term": Term("pd:BrowsingBehavior", BROADER),
    "feature_used": Term("pd:ServiceConsumptionBehavior", BROADER),
    "usage_level": Term("pd:ServiceConsumptionBehavior", BROADER),
    "interest": Term("pd:Interest"),
    "preference": Term("pd:Preference"),
    "card": Term("pd:CreditCardNumber", CLOSE),
    "refund_account": Term("pd:BankAccount", BROADER),
    "amount": Term("pd:Transactional", BROADER),
    "document_image": Term("pd:OfficialID", BROADER),
    "insurance_number": Term("pd:Insurance", BROADER),
}
"""By the name of the item: names that policies share. Another item is data of its category."""
SENSITIVE_KINDS: dict[str, Term] = {
    "health": Term("pd:Health", CLOSE),
    "union": Term("pd:TradeUnionMembership"),
    "sex_life": Term("pd:Sexual", CLOSE),
    "criminal": Term("pd:Criminal", CLOSE),
    "creed": Term("pd:KnowledgeBelief", BROADER),
    "domicile": Term("pd:Domicile", CLOSE),
    "lineage": Term("pd:Family", CLOSE),
}
TABLES = (
    ACTS, PURPOSE_KINDS, ROLES, SOURCES, IDENTIFIES, SENSITIVE_LAWS, PLACES, FACTS, MEASURES,
    EVIDENCE, ITEMS, SENSITIVE_KINDS,
)  # fmt: skip
