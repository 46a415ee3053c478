//! Every case has its words, in every language.

use std::collections::BTreeSet;
use std::fmt::Write;

use entity::value::clock::Clock;
use entity::value::kind::Kind;
use entity::value::problem::parameter::Thing;
use entity::value::problem::{FileReason, MediaCase};

use super::*;

/// What somebody said, as it stands in the words.
fn said() -> Quoted {
    Quoted::of("X")
}

/// Each case, with all that its words depend on.
fn all() -> Vec<Case> {
    let things = Thing::ALL.into_iter();
    let kinds = Kind::ALL.map(Thing::Entry).into_iter();
    let rows = [Thing::Source, Thing::Theme, Thing::Member].into_iter();
    let statuses = [Status::Draft, Status::Submitted, Status::Published, Status::Withdrawn, Status::Refused];
    let refusal = |reason, allowed: &[&str]| {
        let names = |of: &[&str]| of.iter().map(|it| (*it).to_owned()).collect();
        Case::Licences(Box::new(Refusal {
            reason,
            proposed: "CC BY 4.0".to_owned(),
            clashes: names(&["CC BY-SA 4.0"]),
            allowed: names(allowed),
        }))
    };
    let mut all = vec![
        Case::Unfit,
        Case::Missing,
        Case::NoneNamed,
        Case::MissingPassword,
        Case::MissingBody,
        Case::MissingAuthors,
        Case::MissingOriginalAddress,
        Case::MissingOriginalLicence,
        Case::MissingOrigin,
        Case::MissingLanguage,
        Case::MissingMember,
        Case::MissingTimings,
        Case::MissingPlace,
        Case::HalfCoordinates,
        Case::MissingCredit,
        Case::ExcerptTooLong { count: 600, max: 500 },
        Case::MandatesFull(50),
        Case::MembershipsFull(50),
        Case::TranslationsFull(50),
        Case::ThemesFull(250),
        Case::ControlCharacter { character: '\u{7}', position: 3 },
        Case::LineBreak(3),
        Case::InvisibleCharacter { character: '\u{200b}', position: 3 },
        Case::ControlInFieldName,
        Case::Markup,
        Case::AddressInName,
        Case::NotAWebAddress(said()),
        Case::NotAWebAddress(Quoted::of("https://ana@x.test")),
        Case::NotAMailAddress,
        Case::SlugLength(0),
        Case::SlugLength(1),
        Case::SlugLength(81),
        Case::SlugLetter(said()),
        Case::SlugHyphen(said()),
        Case::NotAnId(said()),
        Case::NotAMoment(said()),
        Case::NotADay(said()),
        Case::NotADuration,
        Case::NotATerritory(said()),
        Case::NotALicence,
        Case::NotACursor,
        Case::ForeignCursor,
        Case::NotAShortText { max: 200, found: said() },
        Case::UnknownField { name: said(), near: None },
        Case::UnknownField { name: said(), near: Some(said()) },
        Case::FieldTwice(said()),
        Case::NotUtf8(7),
        Case::NotJson(7),
        Case::CutObject,
        Case::NoSuchAccount,
        Case::UnknownLicence { key: said(), near: None },
        Case::UnknownLicence { key: said(), near: Some(said()) },
        Case::NotOneOf { word: said(), known: vec!["DRAFT", "PUBLISHED"] },
        Case::NotALanguage(said()),
        Case::UnknownVersion(7),
        Case::NoLongerThere(said()),
        Case::NotHere,
        Case::Taken,
        Case::SlugsTaken(said()),
        Case::IdTaken,
        Case::SeveralFit(2),
        Case::KeyTaken(7),
        Case::IdempotencyKeyTaken,
        Case::HasAccount,
        Case::HasThisAccount(Clock::held("2026-12-01T12:00:00Z".parse().unwrap(), 7).new_id()),
        Case::AccountNotLinked,
        Case::ArticleHere,
        Case::ThisArticleHere(said()),
        Case::LanguageTaken { language: Quoted::of("br"), twin: None },
        Case::EndsBeforeStart,
        Case::EndEqualsStart,
        Case::MixedDays,
        Case::MixedHours,
        Case::YearsOutOfRange { min: 1, max: 9999 },
        Case::DayWithoutBeginning,
        Case::YearOutOfRange { year: 0, min: 1000, max: 2100 },
        Case::OutOfRange { value: 0, min: 1, max: 720 },
        Case::TooGreat { found: Quoted::of("99999999999"), min: i32::MIN.into(), max: i32::MAX.into() },
        Case::BelowZero(-1),
        Case::MinAboveMax { min: 9, max: 2 },
        Case::NowhereOnEarth,
        Case::Media(MediaCase::OutsidePicture),
        Case::Media(MediaCase::PathOutside(Quoted::of("../a.jpg"))),
        Case::Media(MediaCase::MissingAlt(Quoted::of("four.jpg"), Quoted::of("br"))),
        Case::Media(MediaCase::MissingCredit(Quoted::of("four.jpg"))),
        Case::Media(MediaCase::MissingLicence(Quoted::of("four.jpg"))),
        Case::Media(MediaCase::NotReproducible(Quoted::of("four.jpg"), "CC BY-NC 4.0".to_owned())),
        Case::Media(MediaCase::NotAPicture(Quoted::of("plan.pdf"))),
        Case::Media(MediaCase::TwoCovers),
        Case::Media(MediaCase::InUse),
        Case::Media(MediaCase::PersonHasNoLogo),
        Case::Before("publishedAt"),
        Case::SameMomentAs("publishedAt"),
        Case::InThePast,
        Case::PastNeedsScope,
        Case::MayNotPublish,
        Case::MayNotImport,
        Case::Twice,
        Case::MemberAndName,
        Case::Itself,
        Case::AdaptedFromThis,
        Case::UnderItself(Thing::Theme),
        Case::UnderItself(Thing::Entry(Kind::Page)),
        Case::CircleOfRows,
        Case::OthersRest,
        Case::ThemeInUse,
        Case::TermsAreFixed,
        Case::NotAPath,
        Case::TakenOut,
        Case::LastAdministrator,
        Case::PersonHasNoMembers,
        Case::BelongsToItself,
        Case::NoSession,
        Case::UselessScopes(Role::Contributor),
        Case::UselessScopes(Role::Editor),
        Case::UselessScopes(Role::Admin),
        Case::MoreThanYours,
        Case::MoreThanAccount,
        Case::AccountKeepsMember,
        Case::AfterOwnMandate,
        Case::LanguageOfOrigin,
        Case::PasswordLength { count: 0, min: 12, max: 128 },
        Case::PasswordLength { count: 1, min: 12, max: 128 },
        Case::PasswordLength { count: 5, min: 12, max: 128 },
        Case::PasswordGuessed,
        Case::Unkeepable,
        Case::ProposalWaits,
        Case::SamePlan,
        Case::MemberHidden,
        Case::OriginNotPublic,
        refusal(Reason::OtherTerms, &["CC BY-SA 4.0"]),
        refusal(Reason::OriginalForbids, &[]),
        refusal(Reason::VersionUnknown, &[]),
        refusal(Reason::NoChoice, &[]),
        refusal(Reason::NothingFits, &[]),
        refusal(Reason::EndsHere, &[]),
        Case::LessFree { given: "CC BY 4.0".to_owned(), new: "CC BY-NC 4.0".to_owned() },
        Case::NotYourLicence,
        Case::NotRepublishable("CC BY-ND 4.0".to_owned()),
        Case::SourceRefuses,
        Case::WrongCode,
        Case::WrongPassword,
        Case::TooManyAttempts,
    ];
    let reasons = [
        FileReason::NoFolder,
        FileReason::NotThere(Quoted::of("a.jpg")),
        FileReason::NoFile(Quoted::of("a")),
        FileReason::Unreadable(Quoted::of("a.jpg")),
        FileReason::NotWithRow,
        FileReason::TooLong { max: 26_214_400 },
        FileReason::Empty,
        FileReason::Type(None),
        FileReason::Type(Some("text/html")),
        FileReason::Svg,
        FileReason::NoDecoder("HEIC"),
        FileReason::Macros,
        FileReason::Damaged("PNG"),
        FileReason::TooManyPixels { width: 20_000, height: 10_000, max: 50 },
        FileReason::TooMuchMemory { max: 256 },
        FileReason::TooMuchTime { max: 20 },
        FileReason::TooManyFrames { count: 900, max: 500 },
        FileReason::Interrupted,
        FileReason::Busy,
        FileReason::StorageFull,
        FileReason::StorageSilent,
        FileReason::NotPublic(Quoted::of("127.0.0.1")),
        FileReason::NoAddress(Quoted::of("http://")),
        FileReason::NoAnswer(Quoted::of("ECONNREFUSED")),
        FileReason::Status(404),
        FileReason::Redirects,
    ];
    all.extend(reasons.map(|it| Case::Media(MediaCase::NotTaken(it))));
    let units = [Unit::Characters, Unit::Bytes, Unit::Items];
    all.extend(units.map(|unit| Case::TooLong { unit, count: 300, max: 200 }));
    all.extend(JsonKind::ALL.map(|wanted| Case::WrongKind { wanted, found: Quoted::of("12.5") }));
    all.extend(things.map(|thing| Case::Unknown { thing, name: said() }));
    all.extend(rows.clone().chain(kinds.clone()).map(|thing| Case::SlugTaken { thing, slug: said() }));
    all.extend(kinds.map(|thing| Case::LanguageTaken { language: Quoted::of("br"), twin: Some((thing, said())) }));
    all.extend(rows.map(Case::NotWithdrawable));
    all.extend(statuses.map(Case::WrongStep));
    all.extend(statuses.map(Case::StandsAlready));
    all.extend(statuses.map(Case::NotADraft));
    all
}

#[test]
fn every_case_is_said_whole_in_three_languages() {
    let mut told = String::new();
    for case in all() {
        let message = message(&case);
        let id = message.id();
        let [english, french, breton] = ["en", "fr", "br"].map(|language| {
            let said = message.try_say_in(language).unwrap_or_else(|faults| panic!("{id} in {language}: {faults}"));
            assert!(!said.contains("{$") && !said.contains("{ $") && said != id, "{id} in {language}: {said}");
            assert!(said.chars().count() < 300, "{id} in {language}: {said}");
            said
        });
        assert!(!french.contains(&english) && !breton.contains(&english), "{id} is English in another language");
        assert_ne!(french, breton, "{id}");
        for said in [&english, &french, &breton] {
            let first = said.chars().next().unwrap_or_default();
            assert!(first.is_uppercase() || first.is_ascii_digit() || ['"', '«', '-'].contains(&first), "{id}: {said}");
            assert!(said.ends_with(['.', '?']), "{id}: {said}");
        }
        writeln!(told, "{:?} {id}\n  en: {english}\n  fr: {french}\n  br: {breton}", case.code()).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn no_case_is_left_out() {
    // every message that the table of cases names, whichever case it is of
    let named: BTreeSet<&str> = concat!(include_str!("../problem.rs"), include_str!("media.rs"))
        .split('"')
        .filter(|it| it.starts_with("problem-"))
        .collect();
    let of_versions = [(1, 2), (2, 1)].map(|(named, current)| stale(named, current).id());
    let reached: BTreeSet<&str> = all().iter().map(|it| message(it).id()).chain(of_versions).collect();
    assert_eq!(named, reached);
}

#[test]
fn a_long_value_is_cut_in_every_language() {
    let case = Case::Unknown { thing: Thing::Theme, name: Quoted::of(&"a".repeat(5_000)) };
    for language in ["en", "fr", "br"] {
        let said = message(&case).say_in(language);
        assert!(said.contains('…') && said.chars().count() < 140, "{said}");
    }
}
