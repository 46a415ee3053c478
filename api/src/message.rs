//! What the server says to people, in French, Breton and English: the texts are those of `messages/`.

use std::sync::LazyLock;

use entity::value::language::LanguageTag;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

type Bundle = FluentBundle<FluentResource>;

/// The languages that messages are written in; the first is the one of who wishes for none of them.
const TEXTS: [(&str, &str); 3] = [
    (
        "fr",
        concat!(
            include_str!("../messages/fr.ftl"),
            include_str!("../messages/mail.fr.ftl"),
            include_str!("../messages/page.fr.ftl"),
            include_str!("../messages/partner.fr.ftl"),
            include_str!("../messages/channel.fr.ftl")
        ),
    ),
    (
        "br",
        concat!(
            include_str!("../messages/br.ftl"),
            include_str!("../messages/mail.br.ftl"),
            include_str!("../messages/page.br.ftl"),
            include_str!("../messages/partner.br.ftl"),
            include_str!("../messages/channel.br.ftl")
        ),
    ),
    (
        "en",
        concat!(
            include_str!("../messages/en.ftl"),
            include_str!("../messages/mail.en.ftl"),
            include_str!("../messages/page.en.ftl"),
            include_str!("../messages/partner.en.ftl"),
            include_str!("../messages/channel.en.ftl")
        ),
    ),
];

/// The language of the command line and of the reports of imports.
pub(crate) const ENGLISH: &str = "en";

static BUNDLES: LazyLock<Vec<(&str, Bundle)>> =
    LazyLock::new(|| TEXTS.iter().map(|(language, text)| (*language, bundle(language, text))).collect());

/// What goes into a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Argument {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Other messages, said in the same language, one after the other.
    Messages(Vec<Message>),
}

/// A message that is yet to be said in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    id: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

impl Message {
    /// The message with this identifier.
    pub(crate) fn new(id: &'static str) -> Self {
        Self { id, arguments: Vec::new() }
    }

    /// Puts a text into it.
    pub(crate) fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.arguments.push((name, Argument::Text(text.into())));
        self
    }

    /// Puts a number into it.
    pub(crate) fn number(mut self, name: &'static str, number: impl TryInto<i64>) -> Self {
        self.arguments.push((name, Argument::Number(number.try_into().unwrap_or(i64::MAX))));
        self
    }

    /// Puts other messages into it.
    pub(crate) fn messages(mut self, name: &'static str, messages: Vec<Self>) -> Self {
        self.arguments.push((name, Argument::Messages(messages)));
        self
    }

    /// Its identifier.
    #[cfg(test)]
    pub(crate) fn id(&self) -> &'static str {
        self.id
    }

    /// Says it, unless something is missing for that.
    #[cfg(test)]
    pub(crate) fn try_say_in(&self, language: &str) -> Result<String, String> {
        let mut faults = Vec::new();
        let said = self.formatted(language, &mut faults);
        if faults.is_empty() { Ok(said) } else { Err(format!("{faults:?}")) }
    }

    /// What goes into it.
    pub(crate) fn arguments(&self) -> &[(&'static str, Argument)] {
        &self.arguments
    }

    /// Says it in the first of the wished languages that it is written in, else in French.
    pub(crate) fn say(&self, wished: &[LanguageTag]) -> String {
        self.say_in(language(wished))
    }

    /// Says it in a language that messages are written in.
    pub(crate) fn say_in(&self, language: &str) -> String {
        self.formatted(language, &mut Vec::new())
    }

    fn formatted(&self, language: &str, faults: &mut Vec<FluentError>) -> String {
        let bundle = BUNDLES.iter().find(|(known, _)| *known == language).map(|(_, it)| it);
        let found = bundle.and_then(|bundle| Some((bundle, bundle.get_message(self.id)?.value()?)));
        let Some((bundle, pattern)) = found else { return self.id.to_owned() };
        let arguments: FluentArgs<'_> = self.arguments.iter().map(|(name, it)| (*name, value(it, language))).collect();
        bundle.format_pattern(pattern, Some(&arguments), faults).into_owned()
    }
}

/// The language in which messages are said to who wishes for these.
pub(crate) fn language(wished: &[LanguageTag]) -> &'static str {
    let known = |tag: &LanguageTag| TEXTS.iter().find(|(language, _)| *language == tag.primary());
    wished.iter().find_map(known).map_or(TEXTS[0].0, |(language, _)| language)
}

fn value<'a>(argument: &'a Argument, language: &str) -> FluentValue<'a> {
    match argument {
        Argument::Text(text) => FluentValue::from(text.as_str()),
        Argument::Number(number) => FluentValue::from(*number),
        Argument::Messages(messages) => {
            FluentValue::from(messages.iter().map(|it| it.say_in(language)).collect::<Vec<_>>().join("; "))
        }
    }
}

fn bundle(language: &str, text: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.parse().into_iter().collect());
    // marks of direction around each argument would be in the way of programs and of who copies
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(if language == ENGLISH { english_number } else { french_number }));
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
    let _overridden = bundle.add_resource(resource);
    bundle
}

/// A whole number as English writes it: 56,011,111.
fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, ",")
}

/// A whole number as French and Breton write it: thin spaces between its thousands.
fn french_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, "\u{202f}")
}

/// A whole number with something between its thousands.
fn grouped(value: &FluentValue<'_>, between: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = number.as_string().into_owned();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |it| ("-", it));
    if !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let first = digits.len() % 3;
    let (begin, rest) = digits.split_at(first);
    let threes = rest.as_bytes().chunks(3).map(|it| String::from_utf8_lossy(it).into_owned());
    let parts: Vec<String> = Some(begin.to_owned()).filter(|it| !it.is_empty()).into_iter().chain(threes).collect();
    Some(format!("{sign}{}", parts.join(between)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The messages of a text with the arguments that they mention.
    fn messages(text: &str) -> BTreeMap<String, Vec<String>> {
        assert!(FluentResource::try_new(text.to_owned()).is_ok(), "a text that cannot be read");
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut at = String::new();
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                at = id.to_owned();
            }
            let mentioned =
                line.split('$').skip(1).map(|it| it.split([' ', '}']).next().unwrap_or_default().to_owned());
            let held = found.entry(at.clone()).or_default();
            held.extend(mentioned);
            held.sort();
            held.dedup();
        }
        found
    }

    #[test]
    fn every_message_is_written_in_every_language() {
        let first = messages(TEXTS[0].1);
        assert!(first.len() > 30);
        for (language, text) in TEXTS {
            assert_eq!(messages(text), first, "{language}");
        }
    }

    #[test]
    fn no_message_is_english_in_another_language() {
        for (id, mentioned) in messages(TEXTS[0].1).into_iter().filter(|(id, _)| !id.is_empty()) {
            let arguments: FluentArgs<'_> = mentioned.iter().map(|it| (it.as_str(), FluentValue::from("X"))).collect();
            let said = BUNDLES.iter().map(|(language, bundle)| {
                let pattern = bundle.get_message(&id).and_then(|it| it.value()).unwrap();
                let mut faults = Vec::new();
                let said = bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned();
                assert!(faults.is_empty() && !said.contains("{$"), "{id} in {language}: {said} {faults:?}");
                said
            });
            let said: Vec<String> = said.collect();
            // what Apollo's clients know by this word
            if id != "persisted-query-not-found" {
                assert!(!said[0].contains(&said[2]) && !said[1].contains(&said[2]), "{id}: {said:?}");
            }
        }
    }

    #[test]
    fn messages_are_said_in_the_language_that_is_wished_for() {
        let message =
            Message::new("limit-exceeded").text("limit", "depth").number("max", 16_u64).number("found", 17_u64);
        let wished = |tags: &[&str]| tags.iter().map(|it| it.parse().unwrap()).collect::<Vec<LanguageTag>>();
        assert_eq!(message.say(&wished(&["en-GB"])), "Fields are nested at most 16 deep.");
        assert_eq!(message.say(&wished(&["de", "fr"])), "Les champs s’emboîtent au plus 16 fois.");
        assert_eq!(message.say(&[]), "Les champs s’emboîtent au plus 16 fois.");
        assert!(message.say(&wished(&["br"])).contains("d’ar muiañ"));
    }
}
