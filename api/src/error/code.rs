//! The one table of what programs are told: the code of an error, and the status of an answer that is nothing but this.

use axum::http::StatusCode;

/// What a program can tell an error by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    Malformed,
    RequestTimeout,
    UnsupportedMediaType,
    MethodNotAllowed,
    PayloadTooLarge,
    Unauthenticated,
    /// Nobody is signed in, and a field needs somebody who is: it alone is refused.
    SignInRequired,
    RefreshRaced,
    SessionsOff,
    Forbidden,
    NotFound,
    Gone,
    ParseFailed,
    ValidationFailed,
    LimitExceeded,
    /// More requests in one body than a body may hold: no single request is at fault.
    BatchTooLarge,
    PersistedQueryNotFound,
    PersistedQueryMismatch,
    PersistedQueryRequired,
    BadInput,
    OutOfRange,
    FilterTooLarge,
    PageTooDeep,
    TooManyRequests,
    Overloaded,
    Timeout,
    Unavailable,
    /// A form of answer that is not made here.
    NotImplemented,
    /// A change was begun, and nobody says whether it was kept.
    UnknownOutcome,
    Committed,
    Internal,
}

impl Code {
    const ALL: [Self; 31] = [
        Self::Malformed,
        Self::RequestTimeout,
        Self::UnsupportedMediaType,
        Self::MethodNotAllowed,
        Self::PayloadTooLarge,
        Self::Unauthenticated,
        Self::SignInRequired,
        Self::RefreshRaced,
        Self::SessionsOff,
        Self::Forbidden,
        Self::NotFound,
        Self::Gone,
        Self::ParseFailed,
        Self::ValidationFailed,
        Self::LimitExceeded,
        Self::BatchTooLarge,
        Self::PersistedQueryNotFound,
        Self::PersistedQueryMismatch,
        Self::PersistedQueryRequired,
        Self::BadInput,
        Self::OutOfRange,
        Self::FilterTooLarge,
        Self::PageTooDeep,
        Self::TooManyRequests,
        Self::Overloaded,
        Self::Timeout,
        Self::Unavailable,
        Self::NotImplemented,
        Self::UnknownOutcome,
        Self::Committed,
        Self::Internal,
    ];

    /// The code as it stands in `extensions`, and the status of an answer that is nothing but this error. The older
    /// media type answers 200 in place of 400 where the request was one of GraphQL.
    fn row(self) -> (&'static str, StatusCode) {
        match self {
            Self::Malformed => ("MALFORMED", StatusCode::BAD_REQUEST),
            Self::RequestTimeout => ("REQUEST_TIMEOUT", StatusCode::REQUEST_TIMEOUT),
            Self::UnsupportedMediaType => ("UNSUPPORTED_MEDIA_TYPE", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::MethodNotAllowed => ("METHOD_NOT_ALLOWED", StatusCode::METHOD_NOT_ALLOWED),
            Self::PayloadTooLarge => ("PAYLOAD_TOO_LARGE", StatusCode::PAYLOAD_TOO_LARGE),
            Self::Unauthenticated => ("UNAUTHENTICATED", StatusCode::UNAUTHORIZED),
            Self::SignInRequired => ("UNAUTHENTICATED", StatusCode::OK),
            Self::RefreshRaced => ("REFRESH_RACED", StatusCode::UNAUTHORIZED),
            Self::SessionsOff => ("SESSIONS_OFF", StatusCode::OK),
            Self::Forbidden => ("FORBIDDEN", StatusCode::OK),
            Self::NotFound => ("NOT_FOUND", StatusCode::NOT_FOUND),
            Self::Gone => ("GONE", StatusCode::GONE),
            Self::ParseFailed => ("PARSE_FAILED", StatusCode::BAD_REQUEST),
            Self::ValidationFailed => ("VALIDATION_FAILED", StatusCode::BAD_REQUEST),
            Self::LimitExceeded | Self::BatchTooLarge => ("LIMIT_EXCEEDED", StatusCode::BAD_REQUEST),
            Self::PersistedQueryNotFound => ("PERSISTED_QUERY_NOT_FOUND", StatusCode::BAD_REQUEST),
            Self::PersistedQueryMismatch => ("PERSISTED_QUERY_MISMATCH", StatusCode::BAD_REQUEST),
            Self::PersistedQueryRequired => ("PERSISTED_QUERY_REQUIRED", StatusCode::BAD_REQUEST),
            Self::BadInput => ("BAD_INPUT", StatusCode::OK),
            Self::OutOfRange => ("OUT_OF_RANGE", StatusCode::OK),
            Self::FilterTooLarge => ("FILTER_TOO_LARGE", StatusCode::OK),
            Self::PageTooDeep => ("PAGE_TOO_DEEP", StatusCode::OK),
            Self::TooManyRequests => ("TOO_MANY_REQUESTS", StatusCode::TOO_MANY_REQUESTS),
            Self::Overloaded => ("OVERLOADED", StatusCode::SERVICE_UNAVAILABLE),
            Self::Timeout => ("TIMEOUT", StatusCode::SERVICE_UNAVAILABLE),
            Self::Unavailable => ("UNAVAILABLE", StatusCode::SERVICE_UNAVAILABLE),
            Self::NotImplemented => ("NOT_IMPLEMENTED", StatusCode::NOT_IMPLEMENTED),
            // not 503: what is answered so is tried again by programs that nobody asked to
            Self::UnknownOutcome => ("UNKNOWN_OUTCOME", StatusCode::GATEWAY_TIMEOUT),
            Self::Committed => ("COMMITTED", StatusCode::OK),
            Self::Internal => ("INTERNAL", StatusCode::OK),
        }
    }

    /// The code as it stands in `extensions`.
    pub(crate) fn word(self) -> &'static str {
        self.row().0
    }

    /// The status of an answer that is nothing but this error.
    pub(crate) fn status(self) -> StatusCode {
        self.row().1
    }

    /// The status outside of GraphQL, where no answer of 200 tells of an error.
    pub(crate) fn status_of_page(self) -> StatusCode {
        match self {
            Self::BadInput | Self::OutOfRange | Self::FilterTooLarge | Self::PageTooDeep => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignInRequired => StatusCode::UNAUTHORIZED,
            Self::SessionsOff | Self::Committed | Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            other => other.status(),
        }
    }

    /// Whether what was wrong lies in a request of GraphQL itself, which the older media type answers with 200.
    pub(crate) fn is_of_graphql(self) -> bool {
        self.status() == StatusCode::BAD_REQUEST && !matches!(self, Self::Malformed | Self::BatchTooLarge)
    }

    /// Whether an error concerns the answer as a whole, wherever it stands.
    pub(super) fn is_of_server(self) -> bool {
        matches!(
            self,
            Self::UnknownOutcome
                | Self::Unavailable
                | Self::Timeout
                | Self::Overloaded
                | Self::Unauthenticated
                | Self::RefreshRaced
        )
    }

    /// A code as it is counted: one of ours, never what somebody made up.
    pub(crate) fn known(word: &str) -> &'static str {
        Self::ALL.iter().map(|it| it.word()).find(|it| *it == word).unwrap_or("OTHER")
    }
}
