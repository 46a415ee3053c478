//! Pictures and documents, with all that a front end needs to show one.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use data_encoding::BASE64;
use entity::media::read::User;
use entity::model::entry::Credited;
use entity::model::media::{Media as Row, Role};
use entity::query::projection::Projection;
use entity::value::id::Id;
use entity::value::language::LanguageTag as Tag;
use futures_util::future::try_join_all;

use crate::error::told_shared;
use crate::graphql::engine::batches::{ChangeableKey, IdKey, MediaKey, UsersKey};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::{AttributionFormat, MediaFormat, MediaRatio, MediaRole};
use crate::graphql::input::scalar::{DateTime, LanguageTag, Url};
use crate::graphql::types::commons::credit_line;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::media_parts::{
    FocalPoint, LocalizedText, MediaCredit, MediaSource, MediaUser, OfferedCredit, Placeholder, data_url, localized,
    original, shown, step, wished,
};
use crate::graphql::types::member::Member;
use crate::media::address::{self, Format, Variant};

/// A picture or a document, as an entry shows it or by itself.
#[derive(Clone)]
pub struct Media {
    row: Arc<Row>,
    role: Option<Role>,
    /// The language of the entry that shows it.
    language: Option<Tag>,
}

impl Media {
    /// One by itself.
    pub(crate) fn of(row: Arc<Row>) -> Self {
        Self { row, role: None, language: None }
    }

    /// One that an entry shows.
    pub(crate) fn of_entry(row: Arc<Row>, role: Role, language: &Tag) -> Self {
        Self { row, role: Some(role), language: Some(language.clone()) }
    }

    /// The language of its texts: the one that is asked for, that of the entry, the first that the reader wishes for and there is.
    fn text<'a>(
        &'a self,
        ctx: &Context<'_>,
        asked: Option<&Tag>,
        of: impl Fn(&'a Row, &Tag) -> Option<&'a str>,
    ) -> Option<&'a str> {
        let request = Request::of(ctx);
        match asked.or(self.language.as_ref()) {
            Some(language) => of(&self.row, language),
            None => {
                let all = request.languages.iter().chain(&request.reader.reference().settings.languages);
                all.into_iter().find_map(|it| of(&self.row, it))
            }
        }
    }
}

impl AsRef<Row> for Media {
    fn as_ref(&self) -> &Row {
        &self.row
    }
}

/// A picture or a document. Pictures have a width and a height.
#[Object]
impl Media {
    /// Identifier of the picture or document: stable, also when its file is replaced. Markdown refers to it as `media:ID`.
    pub(crate) async fn id(&self) -> ID {
        ID(self.row.id.to_string())
    }

    /// Number of the version. Mutations send it back, so that no change of somebody else is overwritten.
    async fn version(&self) -> i32 {
        i32::try_from(self.row.version).unwrap_or(i32::MAX)
    }

    /// Role of the picture or document in the entry above. Null where no entry is above.
    async fn role(&self) -> Option<MediaRole> {
        self.role.map(Into::into)
    }

    /// SHA-256 of the file, 64 hexadecimal digits.
    async fn checksum(&self) -> &str {
        &self.row.file.checksum
    }

    /// Media type of the file, such as `image/jpeg` (RFC 6838), known from its content.
    #[graphql(name = "type")]
    async fn media_type(&self) -> &str {
        &self.row.file.media_type
    }

    /// Size of the file in bytes.
    async fn bytes(&self) -> i32 {
        i32::try_from(self.row.file.bytes).unwrap_or(i32::MAX)
    }

    /// Name under which the file was sent.
    async fn original_name(&self) -> &Option<String> {
        &self.row.file.name
    }

    /// Width of the picture in pixels. Null for documents.
    async fn width(&self) -> Option<i32> {
        self.row.file.picture.as_ref().and_then(|it| it.width.try_into().ok())
    }

    /// Height of the picture in pixels. Null for documents.
    async fn height(&self) -> Option<i32> {
        self.row.file.picture.as_ref().and_then(|it| it.height.try_into().ok())
    }

    /// Whether the original moves. Pictures made from it show its first frame.
    async fn is_animated(&self) -> bool {
        self.row.file.picture.as_ref().is_some_and(|it| it.is_animated)
    }

    /// Address of the original or, with a width, ratio or format, of a picture made from it. For documents, always the original.
    async fn url(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Width in pixels. The next larger of 160, 320, 480, 640, 960, 1280, 1920 and 2560 is taken; pictures are never enlarged."
        )]
        width: Option<i32>,
        #[graphql(default, desc = "Ratio of width to height. Defaults to that of the original.")] ratio: MediaRatio,
        #[graphql(desc = "Format of the picture. By default chosen by the `Accept` header of the request for it.")]
        format: Option<MediaFormat>,
    ) -> Url {
        let api = Request::of(ctx).site.api_url();
        let wants_original = width.is_none() && format.is_none() && ratio == MediaRatio::Own;
        match shown(&self.row).filter(|_| !wants_original) {
            Some(it) => {
                let wanted = width.and_then(|it| it.try_into().ok()).unwrap_or(u32::MAX);
                Url(address::variant(
                    api,
                    it,
                    Variant { width: step(wanted), ratio: ratio.into(), format: format.map(Into::into) },
                ))
            }
            None => Url(original(&self.row, api)),
        }
    }

    /// Candidates for the attribute `srcset` of HTML: addresses with their widths. Null for documents.
    async fn srcset(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Widths in pixels, among 160, 320, 480, 640, 960, 1280, 1920 and 2560. Others are left out. Defaults to all up to the width of the picture."
        )]
        widths: Option<Vec<i32>>,
        #[graphql(default, desc = "Ratio of width to height. Defaults to that of the original.")] ratio: MediaRatio,
        #[graphql(desc = "Format of the pictures. By default chosen by the `Accept` header of the request for them.")]
        format: Option<MediaFormat>,
    ) -> Option<String> {
        let api = Request::of(ctx).site.api_url();
        let widths = wished(widths);
        Some(address::srcset(api, shown(&self.row)?, &widths, ratio.into(), format.map(Into::into)))
    }

    /// Sources for an HTML `picture` element, the smallest format first; `url` and `srcset` fill its `img` element. Empty for
    /// documents.
    async fn sources(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Widths in pixels, among 160, 320, 480, 640, 960, 1280, 1920 and 2560. Others are left out. Defaults to all up to the width of the picture."
        )]
        widths: Option<Vec<i32>>,
        #[graphql(default, desc = "Ratio of width to height. Defaults to that of the original.")] ratio: MediaRatio,
    ) -> Vec<MediaSource> {
        let api = Request::of(ctx).site.api_url();
        let widths = wished(widths);
        let Some(it) = shown(&self.row) else { return Vec::new() };
        let plain = Format::plain(&self.row.file.media_type);
        let source = |format: Format| MediaSource {
            media_type: format.media_type().to_owned(),
            srcset: address::srcset(api, it, &widths, ratio.into(), Some(format)),
        };
        [Format::Avif, Format::Webp, plain].map(source).into()
    }

    /// Text for people who do not see the picture (WCAG 2.2, 1.1.1). Null if there is none, and for decorative pictures.
    async fn alt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Language of the text. Defaults to the language of the entry above, else to the reader's.")]
        language: Option<LanguageTag>,
    ) -> Option<&str> {
        if self.row.is_decorative {
            return None;
        }
        self.text(ctx, language.as_ref().map(|it| &it.0), Row::alt_in)
    }

    /// Caption to show below the picture, plain text.
    async fn caption(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Language of the text. Defaults to the language of the entry above, else to the reader's.")]
        language: Option<LanguageTag>,
    ) -> Option<&str> {
        self.text(ctx, language.as_ref().map(|it| &it.0), Row::caption_in)
    }

    /// Texts for people who do not see the picture, in all languages, by language tag, at most 50.
    async fn alts(&self) -> Vec<LocalizedText> {
        localized(&self.row.alt)
    }

    /// Captions in all languages, by language tag, at most 50.
    async fn captions(&self) -> Vec<LocalizedText> {
        localized(&self.row.caption)
    }

    /// Whether the picture says nothing that the text does not: it needs no `alt`, and is shown with an empty one.
    async fn is_decorative(&self) -> bool {
        self.row.is_decorative
    }

    /// Person or organisation who made the picture or document.
    async fn credit(&self, ctx: &Context<'_>) -> Option<MediaCredit> {
        let reader = &Request::of(ctx).reader;
        self.row.credit.as_ref().map(|it| match it {
            Credited::Member(it) => {
                let member = reader.sees(it).then(|| Member(Arc::clone(it)));
                let url = it.website.as_ref().filter(|_| reader.sees(it)).map(|url| Url(url.to_string()));
                MediaCredit { name: it.name.clone(), url, member }
            }
            Credited::Name { name, url } => {
                let url = url.as_ref().map(|it| Url(it.to_string()));
                MediaCredit { name: name.clone(), url, member: None }
            }
        })
    }

    /// Licence of the picture or document, which may differ from that of the text beside it.
    async fn licence(&self) -> Option<Licence> {
        self.row.licence.clone().map(Licence)
    }

    /// Author and licence found in the file. Null where nothing was found, and for viewers who may not change the description.
    async fn offered_credit(&self, ctx: &Context<'_>) -> Result<Option<OfferedCredit>> {
        let offered = &self.row.file.offered;
        if offered.author.is_none() && offered.licence.is_none() {
            return Ok(None);
        }
        let may_change = Request::of(ctx).batches.load(ChangeableKey(self.row.key())).await.map_err(told_shared)?;
        Ok(may_change.map(|()| OfferedCredit { author: offered.author.clone(), licence: offered.licence.clone() }))
    }

    /// Credit line, to be shown with the picture or document: title, author and licence.
    async fn attribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Language of the credit line: French, English or Breton. Defaults to the language of the entry above, else to the reader's."
        )]
        language: Option<LanguageTag>,
        #[graphql(default, desc = "Format of the credit line. Defaults to plain text.")] format: AttributionFormat,
    ) -> String {
        let request = Request::of(ctx);
        let wished = language.map(|it| it.0).or_else(|| self.language.clone());
        let wished = wished.or_else(|| request.languages.first().cloned());
        let wished = wished.unwrap_or_else(|| request.reader.reference().settings.language().clone());
        credit_line::of_media(&self.row, request, &wished, format)
    }

    /// Point that stays visible when the picture is cropped. Null is the centre.
    async fn focal_point(&self) -> Option<FocalPoint> {
        self.row.focal_point.map(|(x, y)| FocalPoint { x, y })
    }

    /// Placeholders to show while the picture loads. Null for documents.
    async fn placeholder(&self) -> Option<Placeholder> {
        let picture = self.row.file.picture.as_ref()?;
        Some(Placeholder {
            thumbhash: BASE64.encode(&picture.thumbhash),
            dominant_color: picture.dominant_color.clone(),
            data_url: data_url(&picture.thumbhash)?,
        })
    }

    /// Entries and members that show the picture or document, as far as the viewer may see them, at most 50 of either.
    async fn used_by(&self, ctx: &Context<'_>) -> Result<Vec<MediaUser>> {
        let request = Request::of(ctx);
        let found = request.batches.load(UsersKey(self.row.key())).await.map_err(told_shared)?.unwrap_or_default();
        let wanted = lookahead::of_field(ctx, "entry");
        let users = try_join_all(found.into_iter().map(|it| user(request, it, wanted))).await?;
        Ok(users.into_iter().flatten().collect())
    }

    /// Instant at which the file was first sent.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// Instant of the last change of the file or of its description.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}

/// One picture or document, if there is one and the viewer may see it.
pub(crate) async fn one(ctx: &Context<'_>, id: Option<Id>) -> Result<Option<Media>> {
    let Some(id) = id else { return Ok(None) };
    let found = Request::of(ctx).batches.load(MediaKey(id)).await.map_err(told_shared)?;
    Ok(found.map(Media::of))
}

/// An entry or a member that shows something.
async fn user(request: &Request, user: User, wanted: Projection) -> Result<Option<MediaUser>> {
    Ok(match user {
        User::Entry(id) => {
            let entry = request.batches.load(IdKey(id, wanted)).await.map_err(told_shared)?;
            entry.map(|it| MediaUser { entry: Some(it.into()), member: None })
        }
        User::Member(id) => {
            let member = request.reader.member(id).cloned().map(Member);
            member.map(|it| MediaUser { entry: None, member: Some(it) })
        }
    })
}
