//! What people are told of what they can mend: each case of the data floor as a message, whole in French, Breton and English.

mod media;
#[cfg(test)]
mod tests;

use entity::error::Error;
use entity::value::language::LanguageTag;
use entity::value::problem::parameter::{JsonKind, Quoted, Refusal, Unit};
use entity::value::problem::{Case, Problem};
use entity::value::reason::Reason;
use entity::value::role::Role;
use entity::value::slug::Slug;
use entity::value::status::Status;

use crate::message::{ENGLISH, Message};

/// A problem in the first of the wished languages that there are words in. Where it is stands beside it, in its path.
pub(crate) fn say(problem: &Problem, wished: &[LanguageTag]) -> String {
    message(&problem.case).say(wished)
}

/// A problem on one line in English, its place before it: for the command line and the reports of imports.
pub(crate) fn line(problem: &Problem) -> String {
    clause(&problem.path, ": ", &message(&problem.case).say_in(ENGLISH))
}

/// A problem on one line in French, its place before it: for the report of an import that volunteers read.
pub(crate) fn french(problem: &Problem) -> String {
    clause(&problem.path, " : ", &message(&problem.case).say_in("fr"))
}

/// A sentence as part of a line: after its place, in lower case, without a full stop.
fn clause(path: &[String], mark: &str, sentence: &str) -> String {
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut letters = sentence.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    // a word, but no name: names are written in capitals
    let is_word = second.is_some_and(|it| it.is_lowercase() || it.is_whitespace());
    let begin: String = first.map_or_else(String::new, |it| match is_word {
        true => it.to_lowercase().collect(),
        false => it.to_string(),
    });
    let place = if path.is_empty() { String::new() } else { format!("{}{mark}", path.join(".")) };
    format!("{place}{begin}{}", letters.as_str())
}

/// What is told on the command line of an error.
pub(crate) fn told(error: &Error) -> String {
    match error {
        Error::Invalid(problems) => problems.iter().map(line).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// What is told of a version that is not the one that stands.
pub(crate) fn stale(named: i64, current: i64) -> Message {
    let id = if named > current { "problem-stale-ahead" } else { "problem-stale" };
    Message::new(id).text("version", current.to_string()).text("named", named.to_string())
}

/// The message of a case.
pub(crate) fn message(case: &Case) -> Message {
    let plain = Message::new;
    let of = |id: &'static str, name: &'static str, value: &Quoted| plain(id).text(name, value.as_str());
    match case {
        Case::Unfit => plain("problem-unfit"),
        Case::Missing => plain("problem-missing"),
        Case::NoneNamed => plain("problem-none-named"),
        Case::MissingPassword => plain("problem-missing-password"),
        Case::MissingBody => plain("problem-missing-body"),
        Case::MissingAuthors => plain("problem-missing-authors"),
        Case::MissingOriginalAddress => plain("problem-missing-original-address"),
        Case::MissingOriginalLicence => plain("problem-missing-original-licence"),
        Case::MissingOrigin => plain("problem-missing-origin"),
        Case::MissingLanguage => plain("problem-missing-language"),
        Case::MissingMember => plain("problem-missing-member"),
        Case::MissingTimings => plain("problem-missing-timings"),
        Case::MissingPlace => plain("problem-missing-place"),
        Case::HalfCoordinates => plain("problem-half-coordinates"),
        Case::MissingCredit => plain("problem-missing-credit"),
        Case::Media(it) => media::message(it),
        Case::TooLong { unit, count, max } => {
            plain("problem-too-long").text("unit", unit_word(*unit)).number("count", *count).number("max", *max)
        }
        Case::ExcerptTooLong { count, max } => {
            plain("problem-excerpt-too-long").number("count", *count).number("max", *max)
        }
        Case::MandatesFull(max) => plain("problem-mandates-full").number("max", *max),
        Case::MembershipsFull(max) => plain("problem-memberships-full").number("max", *max),
        Case::TranslationsFull(max) => plain("problem-translations-full").number("max", *max),
        Case::ThemesFull(max) => plain("problem-themes-full").number("max", *max),
        Case::ControlCharacter { character, position } => {
            plain("problem-control-character").text("character", code_point(*character)).number("position", *position)
        }
        Case::LineBreak(position) => plain("problem-line-break").number("position", *position),
        Case::InvisibleCharacter { character, position } => {
            plain("problem-invisible-character").text("character", code_point(*character)).number("position", *position)
        }
        Case::ControlInFieldName => plain("problem-control-in-field-name"),
        Case::Markup => plain("problem-markup"),
        Case::AddressInName => plain("problem-address-in-name"),
        Case::NotAWebAddress(value) if !has_scheme(value.as_str()) => of("problem-web-address-scheme", "value", value),
        Case::NotAWebAddress(value) => of("problem-not-a-web-address", "value", value).number("max", 2_000),
        Case::NotAMailAddress => plain("problem-not-a-mail-address"),
        Case::SlugLength(count) => plain("problem-slug-length").number("count", *count),
        Case::SlugLetter(value) => of("problem-slug-letter", "value", value).text("near", slug_of(value)),
        Case::SlugHyphen(value) => of("problem-slug-hyphen", "value", value).text("near", slug_of(value)),
        Case::NotAnId(value) => of("problem-not-an-id", "value", value),
        Case::NotAMoment(value) => of("problem-not-a-moment", "value", value),
        Case::NotADay(value) => of("problem-not-a-day", "value", value),
        Case::NotADuration => plain("problem-not-a-duration"),
        Case::NotATerritory(value) => of("problem-not-a-territory", "value", value),
        Case::NotALicence => plain("problem-not-a-licence"),
        Case::NotACursor => plain("problem-not-a-cursor"),
        Case::ForeignCursor => plain("problem-foreign-cursor"),
        Case::WrongKind { wanted, found } => {
            of("problem-wrong-kind", "found", found).text("wanted", kind_word(*wanted))
        }
        Case::NotAShortText { max, found } => of("problem-short-text", "found", found).number("max", *max),
        Case::UnknownField { name, near: None } => of("problem-unknown-field", "name", name),
        Case::UnknownField { name, near: Some(near) } => {
            of("problem-unknown-field-near", "name", name).text("near", near.as_str())
        }
        Case::FieldTwice(name) => of("problem-field-twice", "name", name),
        Case::NotUtf8(byte) => plain("problem-not-utf8").number("byte", *byte),
        Case::NotJson(byte) => plain("problem-not-json").number("byte", *byte),
        Case::CutObject => plain("problem-cut-object"),
        Case::Unknown { thing, name } => of("problem-unknown", "name", name).text("thing", thing.word()),
        Case::NoSuchAccount => plain("problem-no-such-account"),
        Case::UnknownLicence { key, near: None } => of("problem-unknown-licence", "key", key),
        Case::UnknownLicence { key, near: Some(near) } => {
            of("problem-unknown-licence-near", "key", key).text("near", near.as_str())
        }
        Case::NotOneOf { word, known } => of("problem-not-one-of", "word", word).text("known", known.join(", ")),
        Case::NotALanguage(value) => of("problem-not-a-language", "value", value),
        Case::UnknownVersion(version) => plain("problem-unknown-version").text("version", version.to_string()),
        Case::NoLongerThere(name) => of("problem-no-longer-there", "name", name),
        Case::NotHere => plain("problem-not-here"),
        Case::Taken => plain("problem-taken"),
        Case::SlugTaken { thing, slug } => of("problem-slug-taken", "slug", slug).text("thing", thing.word()),
        Case::SlugsTaken(slug) => of("problem-slugs-taken", "slug", slug),
        Case::IdTaken => plain("problem-id-taken"),
        Case::SeveralFit(count) => plain("problem-several-fit").number("count", *count),
        Case::KeyTaken(line) => plain("problem-key-taken").number("line", *line),
        Case::IdempotencyKeyTaken => plain("problem-idempotency-key-taken"),
        Case::HasAccount => plain("problem-has-account"),
        Case::HasThisAccount(id) => plain("problem-has-this-account").text("account", id.to_string()),
        Case::AccountNotLinked => plain("problem-account-not-linked"),
        Case::ArticleHere => plain("problem-article-here"),
        Case::ThisArticleHere(slug) => of("problem-this-article-here", "slug", slug),
        Case::LanguageTaken { language, twin: None } => of("problem-language-taken", "language", language),
        Case::LanguageTaken { language, twin: Some((thing, slug)) } => {
            let told = of("problem-language-taken-by", "language", language);
            told.text("thing", thing.word()).text("slug", slug.as_str())
        }
        Case::EndsBeforeStart => plain("problem-ends-before-start"),
        Case::EndEqualsStart => plain("problem-end-equals-start"),
        Case::MixedDays => plain("problem-mixed-days"),
        Case::MixedHours => plain("problem-mixed-hours"),
        Case::YearsOutOfRange { min, max } => {
            plain("problem-years-out-of-range").text("min", min.to_string()).text("max", max.to_string())
        }
        Case::DayWithoutBeginning => plain("problem-day-without-beginning"),
        Case::YearOutOfRange { year, min, max } => {
            let told = plain("problem-year-out-of-range").text("year", year.to_string());
            told.text("min", min.to_string()).text("max", max.to_string())
        }
        Case::OutOfRange { value, min, max } => {
            let told = plain("problem-value-out-of-range").number("value", *value);
            told.number("min", *min).number("max", *max)
        }
        Case::TooGreat { found, min, max } => {
            of("problem-value-out-of-range", "value", found).number("min", *min).number("max", *max)
        }
        Case::BelowZero(value) => plain("problem-below-zero").number("value", *value),
        Case::MinAboveMax { min, max } => plain("problem-min-above-max").number("min", *min).number("max", *max),
        Case::NowhereOnEarth => plain("problem-nowhere-on-earth"),
        Case::Before(field) => plain("problem-before").text("field", *field),
        Case::SameMomentAs(field) => plain("problem-same-moment-as").text("field", *field),
        Case::InThePast => plain("problem-in-the-past"),
        Case::PastNeedsScope => plain("problem-past-needs-scope"),
        Case::MayNotPublish => plain("problem-may-not-publish"),
        Case::MayNotImport => plain("problem-may-not-import"),
        Case::Twice => plain("problem-twice"),
        Case::MemberAndName => plain("problem-member-and-name"),
        Case::Itself => plain("problem-itself"),
        Case::AdaptedFromThis => plain("problem-adapted-from-this"),
        Case::UnderItself(thing) => plain("problem-under-itself").text("thing", thing.word()),
        Case::CircleOfRows => plain("problem-circle-of-rows"),
        Case::OthersRest => plain("problem-others-rest"),
        Case::ThemeInUse => plain("problem-theme-in-use"),
        Case::TermsAreFixed => plain("problem-terms-are-fixed"),
        Case::NotAPath => plain("problem-not-a-path"),
        Case::TakenOut => plain("problem-taken-out"),
        Case::NotWithdrawable(thing) => plain("problem-not-withdrawable").text("thing", thing.word()),
        Case::LastAdministrator => plain("problem-last-administrator"),
        Case::PersonHasNoMembers => plain("problem-person-has-no-members"),
        Case::BelongsToItself => plain("problem-belongs-to-itself"),
        Case::NoSession => plain("problem-no-session"),
        Case::UselessScopes(role) => plain("problem-useless-scopes").text("role", role_word(*role)),
        Case::MoreThanYours => plain("problem-more-than-yours"),
        Case::MoreThanAccount => plain("problem-more-than-account"),
        Case::AccountKeepsMember => plain("problem-account-keeps-member"),
        Case::AfterOwnMandate => plain("problem-after-own-mandate"),
        Case::LanguageOfOrigin => plain("problem-language-of-origin"),
        Case::PasswordLength { count, min, max } => {
            plain("problem-password-length").number("count", *count).number("min", *min).number("max", *max)
        }
        Case::PasswordGuessed => plain("problem-password-guessed"),
        Case::Unkeepable => plain("problem-unkeepable"),
        Case::StandsAlready(status) => plain("problem-stands-already").text("status", status_word(*status)),
        Case::WrongStep(status) => plain("problem-wrong-step").text("status", status_word(*status)),
        Case::NotADraft(status) => plain("problem-not-a-draft").text("status", status_word(*status)),
        Case::ProposalWaits => plain("problem-proposal-waits"),
        Case::SamePlan => plain("problem-same-plan"),
        Case::MemberHidden => plain("problem-member-hidden"),
        Case::OriginNotPublic => plain("problem-origin-not-public"),
        Case::Licences(refusal) => licences(refusal),
        Case::LessFree { given, new } => {
            plain("problem-less-free").text("given", given.as_str()).text("new", new.as_str())
        }
        Case::NotYourLicence => plain("problem-not-your-licence"),
        Case::NotRepublishable(licence) => plain("problem-not-republishable").text("licence", licence.as_str()),
        Case::SourceRefuses => plain("problem-source-refuses"),
        Case::WrongCode => plain("problem-wrong-code"),
        Case::WrongPassword => plain("problem-wrong-password"),
        Case::TooManyAttempts => plain("problem-too-many-attempts"),
    }
}

/// Whether a text begins like a web address.
fn has_scheme(text: &str) -> bool {
    let begins = |with: &str| text.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    begins("http://") || begins("https://")
}

/// The slug that a text would make.
fn slug_of(text: &Quoted) -> String {
    Slug::from_title(text.as_str()).to_string()
}

/// Why licences do not go together.
fn licences(refusal: &Refusal) -> Message {
    let told = Message::new(match refusal.reason {
        Reason::VersionUnknown => "problem-licence-version-unknown",
        Reason::OriginalForbids => "problem-licence-original-forbids",
        Reason::NoChoice => "problem-licence-no-choice",
        Reason::OtherTerms => "problem-licence-other-terms",
        Reason::NothingFits => "problem-licence-nothing-fits",
        Reason::GoesTogether | Reason::EndsHere => "problem-licence-refused",
    });
    let told = told.text("proposed", refusal.proposed.as_str());
    [("clashes", &refusal.clashes), ("allowed", &refusal.allowed)].into_iter().fold(told, |told, (name, names)| {
        if names.is_empty() {
            told.messages(name, vec![Message::new("licence-none")])
        } else {
            told.text(name, names.join(", "))
        }
    })
}

/// A character as it is named in Unicode's tables: `U+200B`.
fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Characters => "characters",
        Unit::Bytes => "bytes",
        Unit::Items => "items",
    }
}

fn kind_word(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Text => "text",
        JsonKind::WholeNumber => "whole",
        JsonKind::Number => "number",
        JsonKind::TrueOrFalse => "truth",
        JsonKind::List => "list",
        JsonKind::Object => "object",
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Contributor => "contributor",
        Role::Editor => "editor",
        Role::Admin => "admin",
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Submitted => "submitted",
        Status::Published => "published",
        Status::Withdrawn => "withdrawn",
        Status::Refused => "refused",
    }
}
