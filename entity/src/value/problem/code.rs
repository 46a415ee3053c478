//! The stable code of each problem, by which programs tell them apart.

use serde::Serialize;

use crate::value::problem::case::Case;
use crate::value::problem::media::MediaCase;

/// The kinds of problem that a caller can mend. The list may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProblemCode {
    /// A value is not of the form that is asked for.
    Malformed,
    /// Something required is absent or empty.
    Required,
    /// A text or a list is too long.
    TooLong,
    /// A name that nothing answers to.
    Unknown,
    /// Something else has it already.
    Taken,
    /// A number, or a year, is out of its bounds.
    OutOfRange,
    /// Two values do not go together.
    Inconsistent,
    /// From where it stands, this step does not lead.
    WrongStatus,
    /// A licence does not permit it.
    LicenceRefused,
    /// A source does not want it.
    PermissionRefused,
    /// A code that was used, is too old, or was never given.
    WrongCode,
    /// A password that is not the one of the account.
    WrongCredentials,
    /// Somebody has tried too often.
    TooManyAttempts,
}

impl Case {
    /// The kind of problem that it is, for programs.
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Missing
            | Self::NoneNamed
            | Self::MissingPassword
            | Self::MissingBody
            | Self::MissingAuthors
            | Self::MissingOriginalAddress
            | Self::MissingOriginalLicence
            | Self::MissingOrigin
            | Self::MissingLanguage
            | Self::MissingMember
            | Self::MissingTimings
            | Self::MissingPlace
            | Self::HalfCoordinates
            | Self::MissingCredit => ProblemCode::Required,
            Self::TooLong { .. }
            | Self::ExcerptTooLong { .. }
            | Self::MandatesFull(_)
            | Self::MembershipsFull(_)
            | Self::TranslationsFull(_)
            | Self::ThemesFull(_) => ProblemCode::TooLong,
            Self::Unfit
            | Self::ControlCharacter { .. }
            | Self::LineBreak(_)
            | Self::InvisibleCharacter { .. }
            | Self::ControlInFieldName
            | Self::Markup
            | Self::AddressInName
            | Self::NotAWebAddress(_)
            | Self::NotAMailAddress
            | Self::SlugLength(_)
            | Self::SlugLetter(_)
            | Self::SlugHyphen(_)
            | Self::NotAnId(_)
            | Self::NotAMoment(_)
            | Self::NotADay(_)
            | Self::NotADuration
            | Self::NotATerritory(_)
            | Self::NotALicence
            | Self::NotACursor
            | Self::NotAPath
            | Self::ForeignCursor
            | Self::WrongKind { .. }
            | Self::NotAShortText { .. }
            | Self::UnknownField { .. }
            | Self::FieldTwice(_)
            | Self::NotUtf8(_)
            | Self::NotJson(_)
            | Self::CutObject => ProblemCode::Malformed,
            Self::YearsOutOfRange { .. }
            | Self::YearOutOfRange { .. }
            | Self::OutOfRange { .. }
            | Self::TooGreat { .. }
            | Self::BelowZero(_)
            | Self::NowhereOnEarth => ProblemCode::OutOfRange,
            Self::Unknown { .. }
            | Self::NoSuchAccount
            | Self::UnknownLicence { .. }
            | Self::NotOneOf { .. }
            | Self::NotALanguage(_)
            | Self::UnknownVersion(_)
            | Self::NoLongerThere(_)
            | Self::NotHere => ProblemCode::Unknown,
            Self::Taken
            | Self::SlugTaken { .. }
            | Self::SlugsTaken(_)
            | Self::IdTaken
            | Self::SeveralFit(_)
            | Self::KeyTaken(_)
            | Self::IdempotencyKeyTaken
            | Self::HasAccount
            | Self::HasThisAccount(_)
            | Self::AccountNotLinked
            | Self::ArticleHere
            | Self::ThisArticleHere(_)
            | Self::LanguageTaken { .. } => ProblemCode::Taken,
            Self::EndsBeforeStart
            | Self::EndEqualsStart
            | Self::MixedDays
            | Self::MixedHours
            | Self::DayWithoutBeginning
            | Self::MinAboveMax { .. }
            | Self::Before(_)
            | Self::SameMomentAs(_)
            | Self::InThePast
            | Self::PastNeedsScope
            | Self::MayNotPublish
            | Self::MayNotImport
            | Self::Twice
            | Self::MemberAndName
            | Self::Itself
            | Self::AdaptedFromThis
            | Self::UnderItself(_)
            | Self::CircleOfRows
            | Self::OthersRest
            | Self::ThemeInUse
            | Self::TermsAreFixed
            | Self::TakenOut
            | Self::NotWithdrawable(_)
            | Self::LastAdministrator
            | Self::PersonHasNoMembers
            | Self::BelongsToItself
            | Self::NoSession
            | Self::UselessScopes(_)
            | Self::MoreThanYours
            | Self::MoreThanAccount
            | Self::AccountKeepsMember
            | Self::AfterOwnMandate
            | Self::LanguageOfOrigin
            | Self::PasswordLength { .. }
            | Self::PasswordGuessed
            | Self::Unkeepable => ProblemCode::Inconsistent,
            Self::WrongStep(_)
            | Self::StandsAlready(_)
            | Self::NotADraft(_)
            | Self::ProposalWaits
            | Self::SamePlan
            | Self::MemberHidden
            | Self::OriginNotPublic => ProblemCode::WrongStatus,
            Self::Licences(_) | Self::LessFree { .. } | Self::NotYourLicence | Self::NotRepublishable(_) => {
                ProblemCode::LicenceRefused
            }
            Self::Media(it) => it.code(),
            Self::SourceRefuses => ProblemCode::PermissionRefused,
            Self::WrongCode => ProblemCode::WrongCode,
            Self::WrongPassword => ProblemCode::WrongCredentials,
            Self::TooManyAttempts => ProblemCode::TooManyAttempts,
        }
    }
}

impl MediaCase {
    fn code(&self) -> ProblemCode {
        match self {
            Self::MissingAlt(..) | Self::MissingCredit(_) | Self::MissingLicence(_) => ProblemCode::Required,
            Self::PathOutside(_) | Self::NotTaken(_) => ProblemCode::Malformed,
            Self::OutsidePicture => ProblemCode::OutOfRange,
            Self::NotAPicture(_) | Self::TwoCovers | Self::InUse | Self::PersonHasNoLogo => ProblemCode::Inconsistent,
            Self::NotReproducible(..) => ProblemCode::LicenceRefused,
        }
    }
}
