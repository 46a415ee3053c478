//! `GET /media/{checksum}/{name}`: an original, or a variant of a picture. What nobody may see yet is given to those who may, and
//! kept by nobody; everything else may be kept for ever, since another content has another address.

use axum::body::Body;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::header::{
    ACCEPT, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::model::media::{Audience, MediaFile};
use entity::viewer::View;
use object_store::GetRange;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::http::client_ip::{self, Peer};
use crate::http::media::AsItIs;
use crate::http::media::range::{self, Asked};
use crate::http::{accept, credentials, error_response};
use crate::media::address::{Format, Variant};
use crate::media::frame::Focus;
use crate::media::kind::Kind;
use crate::media::name::disposition;
use crate::media::refusal::Fault;
use crate::media::storage::{self, Found};
use crate::media::variants::{self, Given, Original};

/// What is kept for ever.
const KEPT: &str = "public, max-age=31536000, immutable";
/// What is kept by nobody.
const NOT_KEPT: &str = "private, no-store";
/// A file that is opened as a page runs nothing and loads nothing; browsers bring a style of their own for pictures.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(crate) async fn file(
    State(app): State<App>,
    Path((checksum, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let asked = Request { app: &app, headers: &headers, query: query.as_deref().unwrap_or_default() };
    let answered = async {
        let file = asked.find(&checksum, client_ip::of(&app, peer, &headers)).await?;
        match Variant::read(&name) {
            Some(variant) => asked.variant(&file, variant).await,
            None if Variant::is_like(&name) => Err(missing()),
            None if name.rsplit_once('.').is_some_and(|(_, it)| it == file.file.extension) => {
                asked.original(&file).await
            }
            None => Err(missing()),
        }
    };
    answered.await.unwrap_or_else(|told| error_response::sentence(&app, &headers, &told))
}

fn missing() -> WireError {
    WireError::new(Code::NotFound, "not-found")
}

struct Request<'a> {
    app: &'a App,
    headers: &'a HeaderMap,
    query: &'a str,
}

impl Request<'_> {
    /// The file, when this viewer may see it.
    async fn find(&self, checksum: &str, client: Option<std::net::IpAddr>) -> Result<MediaFile, WireError> {
        let digits = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
        if checksum.len() != 64 || !checksum.bytes().all(digits) {
            return Err(missing());
        }
        // only for the question: a file that is read slowly takes nobody's turn
        let _turn = self.app.gate().enter(client).await?;
        // a page shows a draft by the address alone, without a header
        let preview = url::form_urlencoded::parse(self.query.as_bytes()).find(|(name, _)| name == "preview");
        let viewer = match preview {
            Some((_, token)) => {
                self.app.previewed(&token).await.map_err(|it| error::of_data(&it))?.ok_or_else(missing)?
            }
            None => credentials::of(self.app, self.headers).await?,
        };
        let reader = self.app.reader(viewer.seeing(View::Latest));
        reader.media_file(checksum).await.map_err(|it| error::of_data(&it))?.ok_or_else(missing)
    }

    async fn original(&self, file: &MediaFile) -> Result<Response, WireError> {
        let tag = format!("\"{}\"", file.file.checksum);
        if let Some(response) = self.unchanged(file, &tag) {
            return Ok(response);
        }
        let range = match range::of(self.headers, file.file.bytes, &tag) {
            Asked::All => None,
            Asked::Part(part) => Some(GetRange::Bounded(part)),
            Asked::Beyond => {
                let told =
                    [(CONTENT_RANGE, format!("bytes */{}", file.file.bytes)), (CACHE_CONTROL, "no-store".to_owned())];
                return Ok((StatusCode::RANGE_NOT_SATISFIABLE, told).into_response());
            }
        };
        let is_part = range.is_some();
        let key = storage::original(&file.file.checksum, &file.file.extension);
        let found = self.app.media().storage().get(&key, range).await.map_err(|it| self.failed(it))?;
        let Some(Found { bytes, range, content }) = found else {
            tracing::error!(checksum = file.file.checksum, "an original is not in the storage");
            return Err(self.failed(Fault::Damaged("it is not there".to_owned())));
        };
        let is_shown = ["image/", "audio/"].iter().any(|it| file.file.media_type.starts_with(it));
        let fallback = format!("{}.{}", &file.file.checksum[..8], file.file.extension);
        let saved = disposition(is_shown, file.file.name.as_deref().unwrap_or(&fallback));
        let mut response = Body::from_stream(content).into_response();
        self.describe(&mut response, file, &file.file.media_type, &tag);
        put(&mut response, CONTENT_LENGTH, &(range.end - range.start).to_string());
        put(&mut response, ACCEPT_RANGES, "bytes");
        put(&mut response, CONTENT_DISPOSITION, &saved);
        if is_part {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            put(&mut response, CONTENT_RANGE, &format!("bytes {}-{}/{bytes}", range.start, range.end - 1));
        }
        Ok(response)
    }

    async fn variant(&self, file: &MediaFile, variant: Variant) -> Result<Response, WireError> {
        let kind =
            Kind::of_picture(&file.file.media_type).filter(|_| file.file.picture.is_some()).ok_or_else(missing)?;
        let focus = file.focal_point.map_or(Focus::CENTRE, |(x, y)| Focus::at(x, y));
        let original =
            Original { checksum: file.file.checksum.clone(), extension: file.file.extension.clone(), kind, focus };
        if let Some(format) = variant.format {
            return Ok(match self.given(file, &original, variant, format).await? {
                Some(response) => response,
                // until it is made, the next best says what it is itself
                None => self.elsewhere(file, Variant { format: Some(Format::Webp), ..variant }),
            });
        }
        for format in self.wished(kind) {
            if let Some(mut response) = self.given(file, &original, variant, format).await? {
                response.headers_mut().insert(VARY, HeaderValue::from_name(ACCEPT));
                return Ok(response);
            }
        }
        Err(missing())
    }

    /// The formats that the client takes, the one with the fewest bytes first; what everybody takes comes last.
    fn wished(&self, kind: Kind) -> Vec<Format> {
        let plain = Format::plain(kind.media_type());
        let named = [Format::Avif, Format::Webp].into_iter();
        named.filter(|it| accept::names(self.headers, it.media_type())).chain([plain]).collect()
    }

    /// A variant; none while it is being made.
    async fn given(
        &self,
        file: &MediaFile,
        original: &Original,
        Variant { width, ratio, .. }: Variant,
        format: Format,
    ) -> Result<Option<Response>, WireError> {
        let wanted = (width, ratio, format);
        let name = variants::name(wanted, original.focus);
        let tag = format!("\"{}-{name}\"", &file.file.checksum[..16]);
        if let Some(response) = self.unchanged(file, &tag) {
            return Ok(Some(response));
        }
        let given = self.app.media().variant(original, wanted).await.map_err(|it| self.failed(it))?;
        let (length, body) = match given {
            Given::Kept(Found { bytes, content, .. }) => (bytes, Body::from_stream(content)),
            Given::Made(bytes) => (bytes.len() as u64, Body::from(bytes)),
            Given::Later => return Ok(None),
            Given::Lost => {
                tracing::error!(checksum = file.file.checksum, "an original is not in the storage");
                return Err(self.failed(Fault::Damaged("it is not there".to_owned())));
            }
        };
        let mut response = body.into_response();
        self.describe(&mut response, file, format.media_type(), &tag);
        put(&mut response, CONTENT_LENGTH, &length.to_string());
        Ok(Some(response))
    }

    /// An answer that leads to a variant in another format, for now.
    fn elsewhere(&self, file: &MediaFile, variant: Variant) -> Response {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        let place = format!("/media/{}/{}{query}", file.file.checksum, variant.name());
        let told = [(LOCATION, place), (CACHE_CONTROL, "no-store".to_owned())];
        (StatusCode::TEMPORARY_REDIRECT, told).into_response()
    }

    /// 304, when the client holds what it would be given.
    fn unchanged(&self, file: &MediaFile, tag: &str) -> Option<Response> {
        if file.audience == Audience::Private {
            return None;
        }
        let held = self.headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
        let same = |it: &str| it.trim() == "*" || it.trim().trim_start_matches("W/") == tag;
        if !held.flat_map(|it| it.split(',')).any(same) {
            return None;
        }
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        put(&mut response, ETAG, tag);
        put(&mut response, CACHE_CONTROL, KEPT);
        Some(response)
    }

    /// What every file says of itself.
    fn describe(&self, response: &mut Response, file: &MediaFile, media_type: &str, tag: &str) {
        response.extensions_mut().insert(AsItIs);
        put(response, CONTENT_TYPE, media_type);
        put(response, CONTENT_SECURITY_POLICY, POLICY);
        // pages that load nothing from elsewhere unless it says so
        put(response, RESOURCE_POLICY, "cross-origin");
        match file.audience {
            Audience::Public => {
                put(response, CACHE_CONTROL, KEPT);
                put(response, ETAG, tag);
            }
            Audience::Private => put(response, CACHE_CONTROL, NOT_KEPT),
        }
    }

    fn failed(&self, fault: Fault) -> WireError {
        self.app.media().counts().failed(&fault);
        fault.into()
    }
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
