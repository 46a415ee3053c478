//! Each thing that can be wrong with what a caller says, with what there is to know of it. The words for people are elsewhere.

use crate::value::id::Id;
use crate::value::problem::media::MediaCase;
use crate::value::problem::parameter::{JsonKind, Quoted, Refusal, Thing, Unit};
use crate::value::role::Role;
use crate::value::status::Status;

/// What is wrong. Names and values that somebody said stand in it as [`Quoted`], cut where they are long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    // what is required
    /// Nothing is said where something must be.
    Missing,
    /// An empty list where at least one is named.
    NoneNamed,
    /// A new password, from an account that is invited and has none.
    MissingPassword,
    /// A text that is published without a body.
    MissingBody,
    /// A text that is published without anybody who wrote it.
    MissingAuthors,
    /// The address of what is taken over.
    MissingOriginalAddress,
    /// The licence of what is republished.
    MissingOriginalLicence,
    /// What something was adapted from: no entry, no address and no title.
    MissingOrigin,
    /// The language of a translation.
    MissingLanguage,
    /// The member as whom a contributor's token writes.
    MissingMember,
    /// An event that takes place at no time.
    MissingTimings,
    /// A place without a commune and without coordinates.
    MissingPlace,
    /// A latitude without a longitude, or the other way round.
    HalfCoordinates,
    /// A credit with neither a member nor a name.
    MissingCredit,
    /// A picture, a document, or the file of one.
    Media(MediaCase),

    // what is too long
    /// A text or a list is longer than it may be.
    TooLong {
        /// What is counted.
        unit: Unit,
        /// How many there are.
        count: usize,
        /// How many fit.
        max: usize,
    },
    /// An excerpt has more characters than an excerpt may have.
    ExcerptTooLong {
        /// How many there are.
        count: usize,
        /// How many fit.
        max: usize,
    },
    /// An account has as many mandates as fit.
    MandatesFull(u64),
    /// A member has as many memberships as fit.
    MembershipsFull(u64),
    /// A group of translations has as many texts as fit.
    TranslationsFull(u64),
    /// A theme has as many themes under it as fit.
    ThemesFull(u64),

    // what is not of its form
    /// A value that is not of the form that is asked for, where no more is known of it.
    Unfit,
    /// A control character in a text.
    ControlCharacter {
        /// The character.
        character: char,
        /// Which character of the text it is, from 1.
        position: usize,
    },
    /// A line break in a text of one line.
    LineBreak(usize),
    /// A character that nobody sees, in a text of one line.
    InvisibleCharacter {
        /// The character.
        character: char,
        /// Which character of the text it is, from 1.
        position: usize,
    },
    /// A control character in the name of a field.
    ControlInFieldName,
    /// HTML in a plain text.
    Markup,
    /// A web or mail address in a name.
    AddressInName,
    /// A text that is no web address.
    NotAWebAddress(Quoted),
    /// A text that no mail can be sent to.
    NotAMailAddress,
    /// A slug of no, or too many, characters.
    SlugLength(usize),
    /// A slug with a character that no slug has.
    SlugLetter(Quoted),
    /// A slug with a hyphen at an end, or two together.
    SlugHyphen(Quoted),
    /// A text that is no id.
    NotAnId(Quoted),
    /// A text that is no moment.
    NotAMoment(Quoted),
    /// A text that is no day.
    NotADay(Quoted),
    /// A text that is no duration.
    NotADuration,
    /// A text that is no reference of a territory.
    NotATerritory(Quoted),
    /// An empty text, as the name of a licence.
    NotALicence,
    /// A text that is no cursor.
    NotACursor,
    /// A cursor of another list.
    ForeignCursor,
    /// A JSON value of another kind than is asked for.
    WrongKind {
        /// What is asked for.
        wanted: JsonKind,
        /// What was sent, as JSON.
        found: Quoted,
    },
    /// A text that is not short, or not one line, where a short one is asked for.
    NotAShortText {
        /// The most bytes.
        max: usize,
        /// What was sent, as JSON.
        found: Quoted,
    },
    /// A field that the kind does not have, and the one that may be meant.
    UnknownField {
        /// The field.
        name: Quoted,
        /// The nearest that there is.
        near: Option<Quoted>,
    },
    /// A field that stands twice in one object.
    FieldTwice(Quoted),
    /// A line that is no UTF-8, from this byte on.
    NotUtf8(usize),
    /// A text that is no JSON, from this character on.
    NotJson(usize),
    /// An object that does not end on its line.
    CutObject,

    /// A name or an id of something that is not here.
    Unknown {
        /// What it would be.
        thing: Thing,
        /// What was sent.
        name: Quoted,
    },
    /// An account that is named by an id or an address that none has.
    NoSuchAccount,
    /// A licence that is not on the list, and the one that may be meant.
    UnknownLicence {
        /// The key.
        key: Quoted,
        /// The nearest that there is.
        near: Option<Quoted>,
    },
    /// A word that is none of those that are known.
    NotOneOf {
        /// The word.
        word: Quoted,
        /// Those that are known.
        known: Vec<&'static str>,
    },
    /// A text that is not the tag of a known language.
    NotALanguage(Quoted),
    /// A version that an entry has not had.
    UnknownVersion(i64),
    /// Something that was there when a version was made, and is there no more.
    NoLongerThere(Quoted),
    /// Something that is not here.
    NotHere,

    /// Something else has what is unique.
    Taken,
    /// A slug that another of its kind has, or had.
    SlugTaken {
        /// Of which kind.
        thing: Thing,
        /// The slug.
        slug: Quoted,
    },
    /// A slug of which every numbered sister is taken.
    SlugsTaken(Quoted),
    /// An id that something of another kind has.
    IdTaken,
    /// A row that fits several things that are here already: how many.
    SeveralFit(usize),
    /// A key that stands on an earlier line, too.
    KeyTaken(usize),
    /// A key of idempotency that was used for something else.
    IdempotencyKeyTaken,
    /// An address or a member that has an account.
    HasAccount,
    /// A member that has this account.
    HasThisAccount(Id),
    /// An address whose account is not linked to the issuer.
    AccountNotLinked,
    /// A page on the web about which an article is here.
    ArticleHere,
    /// A page on the web about which this article is here.
    ThisArticleHere(Quoted),
    /// A group of translations that has a text in this language.
    LanguageTaken {
        /// The language.
        language: Quoted,
        /// The text, where it may be named: its kind and its slug.
        twin: Option<(Thing, Quoted)>,
    },

    /// A time that ends before it begins.
    EndsBeforeStart,
    /// A time that ends at the moment it begins.
    EndEqualsStart,
    /// Whole days with hours, or without a first day.
    MixedDays,
    /// Hours with days, or without a start.
    MixedHours,
    /// A time outside the years that can be kept.
    YearsOutOfRange {
        /// The first year.
        min: i32,
        /// The last year.
        max: i32,
    },
    /// A day that does not begin, where the clock jumps.
    DayWithoutBeginning,
    /// A year out of its bounds.
    YearOutOfRange {
        /// The year.
        year: i32,
        /// The first that is possible.
        min: i32,
        /// The last that is possible.
        max: i32,
    },
    /// A number out of its bounds.
    OutOfRange {
        /// The number.
        value: i64,
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A whole number with too many digits to be kept, as it was written.
    TooGreat {
        /// The number.
        found: Quoted,
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A number below 0 where none can be.
    BelowZero(i64),
    /// A least number that is more than the greatest.
    MinAboveMax {
        /// The least number.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// Coordinates of no place on earth.
    NowhereOnEarth,
    /// A moment or a day before that of another field.
    Before(&'static str),
    /// The same moment as that of another field, after which it should be.
    SameMomentAs(&'static str),
    /// A moment that is over.
    InThePast,
    /// A moment that is over, where only some may say so.
    PastNeedsScope,
    /// A row that asks to be public where its import may not publish.
    MayNotPublish,
    /// A row of an import that may not write it.
    MayNotImport,
    /// Something that a list names twice.
    Twice,
    /// A credit with both a member and a name.
    MemberAndName,
    /// An entry that is about itself.
    Itself,
    /// An origin that was itself adapted from the entry.
    AdaptedFromThis,
    /// A parent that lies under what it would be the parent of.
    UnderItself(Thing),
    /// A row that refers to itself through others.
    CircleOfRows,
    /// Something on which others rest.
    OthersRest,
    /// A theme that entries have, or that has themes under it.
    ThemeInUse,
    /// Terms of a licence that the program knows.
    TermsAreFixed,
    /// A text that is no path of an address.
    NotAPath,
    /// Something that was taken out for good.
    TakenOut,
    /// Something that an import cannot withdraw.
    NotWithdrawable(Thing),
    /// The last administrator.
    LastAdministrator,
    /// A person as an organisation.
    PersonHasNoMembers,
    /// A member as their own organisation.
    BelongsToItself,
    /// A credential that belongs to no session.
    NoSession,
    /// Scopes of which none is of use to a role.
    UselessScopes(Role),
    /// More than the one who gives it has.
    MoreThanYours,
    /// More than the account has for which it is.
    MoreThanAccount,
    /// Another member for an account.
    AccountKeepsMember,
    /// Later than the mandate ends of the one who gives it.
    AfterOwnMandate,
    /// The language that the origin is in.
    LanguageOfOrigin,
    /// A password of too few or too many characters.
    PasswordLength {
        /// How many there are.
        count: usize,
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
    /// A password that is guessed first.
    PasswordGuessed,
    /// A value that the database does not keep.
    Unkeepable,

    /// A step that does not lead anywhere from a status.
    WrongStep(Status),
    /// A step that leads to where something stands already.
    StandsAlready(Status),
    /// Something that is deleted although it is, or was, more than a draft.
    NotADraft(Status),
    /// A proposal that waits, and is not published, submitted or withdrawn by itself.
    ProposalWaits,
    /// A plan that stands already.
    SamePlan,
    /// A hidden member, who is to be accepted.
    MemberHidden,
    /// An origin that is not public.
    OriginNotPublic,

    /// Licences that do not go together.
    Licences(Box<Refusal>),
    /// A licence that is less free than the one that was given for good.
    LessFree {
        /// The licence that was given.
        given: String,
        /// The licence that is wished for.
        new: String,
    },
    /// A freer licence, from somebody who is not an author.
    NotYourLicence,
    /// A licence that does not permit to republish the whole text.
    NotRepublishable(String),
    /// A source that does not want to be republished.
    SourceRefuses,
    /// A code that was used, is too old, or was never given.
    WrongCode,
    /// A password that is not the one of the account.
    WrongPassword,
    /// Too many tries.
    TooManyAttempts,
}
