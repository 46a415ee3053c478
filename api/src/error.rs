//! What can go wrong on the wire: the one table of codes and statuses, and the messages. What only we can mend is logged once,
//! here, under a number that the answer names.

mod code;
mod media;
mod refusal;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, ErrorExtensions, Pos, ServerError, Value};
use entity::budget::Exceeded;
use entity::error::Error;
use entity::value::language::LanguageTag;
use entity::value::problem::{Case, Problem};
use entity::value::text::shortened;
use entity::value::text_form::Form;

pub(crate) use self::code::Code;
pub(crate) use self::refusal::unfit;
use crate::guard::{Limit, Place, Refusal};
use crate::message::{Argument, Message};
use crate::problem;

/// An error that is yet to be said in a language.
#[derive(Debug, Clone)]
pub(crate) struct WireError {
    pub(crate) code: Code,
    message: Message,
    place: Option<Pos>,
    /// The argument, or the field of an argument, that it is about: from the outside in.
    argument: Vec<String>,
    /// What else is wrong with the same document.
    others: Box<[Self]>,
    /// What would do in place of a value. Behind a pointer, since every result carries an error of this size.
    instead: Option<Box<Instead>>,
}

/// What would do in place of a value.
#[derive(Debug, Clone, Default)]
struct Instead {
    /// What may be meant.
    suggestions: Vec<String>,
    /// All that would do; nothing where there is no list of it.
    allowed: Vec<String>,
}

impl WireError {
    /// An error with the message of this identifier.
    pub(crate) fn new(code: Code, id: &'static str) -> Self {
        Self::of(code, Message::new(id))
    }

    /// An error with this message.
    fn of(code: Code, message: Message) -> Self {
        let (argument, others, instead) = Default::default();
        Self { code, message, place: None, argument, others, instead }
    }

    /// Puts a text into the message, shortened where it is long: it often repeats what a client has sent.
    pub(crate) fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.message = self.message.text(name, shortened(&text.into()));
        self
    }

    /// Puts a text into the message, however long it is: one of ours.
    pub(crate) fn whole(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.message = self.message.text(name, text);
        self
    }

    /// Puts other messages into the message.
    pub(crate) fn messages(mut self, name: &'static str, messages: Vec<Message>) -> Self {
        self.message = self.message.messages(name, messages);
        self
    }

    /// Puts a number into the message.
    pub(crate) fn number(mut self, name: &'static str, number: impl TryInto<i64>) -> Self {
        self.message = self.message.number(name, number);
        self
    }

    /// Says which argument it is about, or which field of one: from the outside in.
    pub(crate) fn argument(mut self, path: Vec<String>) -> Self {
        self.argument = path;
        self
    }

    /// Says what may be meant in place of a value.
    pub(crate) fn suggesting(mut self, names: Vec<String>) -> Self {
        self.instead.get_or_insert_default().suggestions = names;
        self
    }

    /// Says what would do in place of a value.
    pub(crate) fn listing(mut self, allowed: &[&str]) -> Self {
        self.instead.get_or_insert_default().allowed = allowed.iter().map(|it| (*it).to_owned()).collect();
        self.text("allowed", allowed.join(", "))
    }

    /// What problem details tell of a parameter: which one it is, what may be meant, and what would do.
    pub(crate) fn parameter(&self) -> Option<(String, &[String], &[String])> {
        if self.argument.is_empty() {
            return None;
        }
        let instead = self.instead.as_deref();
        let (suggestions, allowed) = instead.map_or((&[][..], &[][..]), |it| (&it.suggestions, &it.allowed));
        Some((self.argument.join("."), suggestions, allowed))
    }

    /// Says where in the document.
    pub(crate) fn at(mut self, place: Pos) -> Self {
        self.place = Some(place);
        self
    }

    /// Says where in the document, when it is one place.
    fn within(self, place: Option<Place>) -> Self {
        match place {
            Some(it) => self.at(Pos { line: it.line, column: it.column }),
            None => self,
        }
    }

    /// Says it in a language.
    pub(crate) fn say(&self, wished: &[LanguageTag]) -> String {
        self.message.say(wished)
    }

    /// What programs are told: the code, and what the message speaks of.
    fn extend(&self, values: &mut ErrorExtensionValues) {
        values.set("code", self.code.word());
        if !self.argument.is_empty() {
            values.set("argument", self.argument.clone());
        }
        for (name, argument) in self.message.arguments() {
            match argument {
                Argument::Text(text) => values.set(*name, text.as_str()),
                Argument::Number(number) => values.set(*name, *number),
                Argument::Messages(_) => {}
            }
        }
    }

    /// All that is wrong, for an answer that is nothing but this.
    pub(crate) fn server_errors(mut self) -> Vec<ServerError> {
        let others = std::mem::take(&mut self.others);
        std::iter::once(self).chain(others).map(Self::server_error).collect()
    }

    /// The error as one of the executor's, for an answer that is nothing but this.
    pub(crate) fn server_error(self) -> ServerError {
        let place = self.place;
        let mut error = async_graphql::Error::from(self).into_server_error(place.unwrap_or_default());
        error.locations.retain(|_| place.is_some());
        error
    }
}

impl From<WireError> for async_graphql::Error {
    fn from(told: WireError) -> Self {
        let mut error = Self::new(told.message.say(&[]));
        error = error.extend_with(|_, values| told.extend(values));
        error.source = Some(Arc::new(told));
        error
    }
}

impl From<Exceeded> for WireError {
    fn from(exceeded: Exceeded) -> Self {
        match exceeded {
            Exceeded::Operation { most } => {
                Refusal { limit: Limit::AnswerBytes, max: most, found: most.saturating_add(1), place: None }.into()
            }
            Exceeded::Pool => Self::new(Code::Overloaded, "overloaded").number("seconds", 1),
        }
    }
}

/// The answer to an error of the data floor.
pub(crate) fn told(error: Error) -> async_graphql::Error {
    of_data(&error).into()
}

/// The answer to an error that several resolvers share, because one statement served them all.
pub(crate) fn told_shared(error: Arc<Error>) -> async_graphql::Error {
    of_data(&error).into()
}

/// The answer to a value that cannot be used: which argument it is (parts separated by dots), and what is wrong with it.
pub(crate) fn bad_input(argument: &str, case: impl Into<Case>) -> async_graphql::Error {
    of_problem(&Problem::new(argument, case.into())).into()
}

/// The same, for whom it is no answer of GraphQL's.
pub(crate) fn of_value(argument: &str, case: impl Into<Case>) -> WireError {
    of_problem(&Problem::new(argument, case.into()))
}

/// An input that cannot be used, for which there is a message.
pub(crate) fn of_message(message: Message) -> WireError {
    WireError::of(Code::BadInput, message)
}

/// The error that a resolver's own ended with.
pub(crate) fn of_resolver(error: &async_graphql::Error) -> WireError {
    let told = error.source.as_ref().and_then(|it| it.downcast_ref::<WireError>()).cloned();
    told.unwrap_or_else(|| WireError::new(Code::BadInput, "value-refused").text("detail", error.message.clone()))
}

fn of_problem(problem: &Problem) -> WireError {
    WireError::of(Code::BadInput, problem::message(&problem.case)).argument(problem.path.clone())
}

/// What an error of the data floor is on the wire.
pub(crate) fn of_data(error: &Error) -> WireError {
    match error {
        Error::NotFound => WireError::new(Code::NotFound, "not-found"),
        Error::Denied(act) => WireError::new(Code::Forbidden, "forbidden").text("act", act.word()),
        Error::Invalid(problems) => {
            let mut told = problems.iter().map(of_problem);
            let first = told.next().unwrap_or_else(|| WireError::new(Code::BadInput, "problem-unfit"));
            WireError { others: told.collect(), ..first }
        }
        Error::Stale { named_version, current_version, .. } => {
            WireError::of(Code::BadInput, problem::stale(*named_version, *current_version))
        }
        Error::UsedUp(used_up) => {
            WireError::new(Code::TooManyRequests, "too-many-requests").number("seconds", used_up.seconds.unwrap_or(1))
        }
        Error::OverBudget(exceeded) => (*exceeded).into(),
        Error::Unavailable(_) => {
            tracing::warn!(error = %error, "the database does not answer");
            WireError::new(Code::Unavailable, "unavailable")
        }
        Error::ReadOnly(_) => {
            tracing::warn!(error = %error, "the database takes no changes");
            WireError::new(Code::Unavailable, "read-only")
        }
        Error::Unwritable(_) => {
            tracing::warn!(error = %error, "the disk of the database cannot be written");
            WireError::new(Code::Unavailable, "disk-full")
        }
        Error::UnknownOutcome(cause) => {
            tracing::error!(error = %error, cause = %cause, "it is unknown whether a change was kept");
            WireError::new(Code::UnknownOutcome, "unknown-outcome")
        }
        Error::GaveUp => WireError::new(Code::Timeout, "gave-up"),
        Error::Unusable(_) | Error::Internal(_) => {
            let incident = format!("{:016x}", RandomState::new().build_hasher().finish());
            tracing::error!(incident, error = %error, "an internal error");
            WireError::new(Code::Internal, "internal").text("incident", incident)
        }
    }
}

/// By these names a scalar keeps with its error which form it wants, the text that is not of it, and, when it is known, which
/// argument it was.
pub(crate) const REFUSED: (&str, &str, &str) = ("refusedForm", "refusedText", "refusedArgument");

/// What a scalar has refused: taken out of what is told to programs, and made the message.
fn refused_value(kept: &mut ErrorExtensionValues) -> Option<WireError> {
    let form = match kept.get(REFUSED.0)? {
        Value::String(word) => Form::of_word(word)?,
        _ => return None,
    };
    let case = match kept.get(REFUSED.1)? {
        Value::String(text) => form.case(text),
        _ => return None,
    };
    kept.unset(REFUSED.0);
    kept.unset(REFUSED.1);
    let argument = match kept.get(REFUSED.2) {
        Some(Value::List(parts)) => {
            parts.iter().filter_map(|it| if let Value::String(it) = it { Some(it.clone()) } else { None }).collect()
        }
        _ => Vec::new(),
    };
    kept.unset(REFUSED.2);
    Some(of_problem(&Problem { path: argument, case }))
}

/// What a scalar has refused, as it keeps it until it is told.
pub(crate) fn refused_text(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get(REFUSED.1)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Keeps with what a scalar has refused which argument it was.
pub(crate) fn keep_argument(error: &mut ServerError, path: Vec<String>) {
    error.extensions.get_or_insert_default().set(REFUSED.2, path);
}

/// Tells visitors whom a field refuses what they lack: nobody is signed in. What is refused to an account stays `FORBIDDEN`.
pub(crate) fn ask_to_sign_in(errors: &mut [ServerError]) {
    for error in errors {
        let Some(refused) = error.source::<WireError>().filter(|it| it.code == Code::Forbidden) else { continue };
        let mut told = WireError::new(Code::SignInRequired, "sign-in-required");
        told.argument.clone_from(&refused.argument);
        told.extend(error.extensions.get_or_insert_default());
        error.source = Some(Arc::new(told));
    }
}

/// Says every error of an answer in a language, and gives a code to those of the executor itself.
pub(crate) fn say_all(errors: &mut [ServerError], wished: &[LanguageTag]) {
    for error in errors {
        if let Some(told) = error.source::<WireError>() {
            error.message = told.say(wished);
        } else if let Some(told) = error.extensions.as_mut().and_then(refused_value) {
            error.message = told.say(wished);
            told.extend(error.extensions.get_or_insert_default());
        } else {
            let detail = error.message.clone();
            let told = if error.path.is_empty() {
                WireError::new(Code::ValidationFailed, "validation-failed")
            } else {
                WireError::new(Code::BadInput, "value-refused")
            };
            // the executor's own words, which are English: for programs and for those who write them
            let told = told.text("detail", detail);
            error.message = told.say(wished);
            told.extend(error.extensions.get_or_insert_default());
        }
    }
}

/// The code of the first error that concerns the server as a whole, wherever in the answer it stands.
pub(crate) fn of_server(errors: &[ServerError]) -> Option<Code> {
    errors.iter().filter_map(|it| it.source::<WireError>()).map(|it| it.code).find(|it| it.is_of_server())
}

/// The error of a document that cannot be parsed.
pub(crate) fn unparsed(error: &ServerError, document: &str) -> WireError {
    // the parser draws the line with an arrow; one line of it is enough beside the place
    let detail = error.message.lines().last().unwrap_or_default().trim().trim_start_matches("= ").to_owned();
    let told = if error.locations.first().is_some_and(|it| ends_at(document, *it)) {
        WireError::new(Code::ParseFailed, "document-ends-early")
    } else {
        WireError::new(Code::ParseFailed, "parse-failed")
    };
    let told = told.text("detail", detail);
    match error.locations.first() {
        Some(place) => told.at(*place),
        None => told,
    }
}

/// Whether nothing stands at a place of a document, or after it.
fn ends_at(document: &str, place: Pos) -> bool {
    let mut lines = document.split('\n').skip(place.line.saturating_sub(1));
    let nothing = |it: char| it.is_whitespace() || it == ',' || it == '\u{feff}';
    let rest = lines.next().map(|it| it.chars().skip(place.column.saturating_sub(1)).all(nothing));
    rest.unwrap_or(true) && lines.all(|it| it.chars().all(nothing))
}
