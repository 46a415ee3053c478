//! What the server tells those who run it: log lines on standard error, and traces when a collector is named.

pub(crate) mod metrics;

use std::io::IsTerminal;
use std::time::Duration;

use opentelemetry::trace::TracerProvider;
use opentelemetry_http::hyper::HyperClient;
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::runtime::Tokio;
use opentelemetry_sdk::trace::SdkTracerProvider;
use opentelemetry_sdk::trace::span_processor_with_async_runtime::BatchSpanProcessor;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::config::{Config, LogFormat};

/// How long a collector may take to accept a batch.
const PATIENCE: Duration = Duration::from_secs(5);

/// What has been started and is to be ended, so that the last traces are sent.
#[derive(Default)]
pub(crate) struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

impl Telemetry {
    /// Begins to log, and to trace when a collector is named. Logs go to standard error, so that what a command prints
    /// stays apart.
    ///
    /// # Errors
    /// One sentence, when the filter of the log or the address of the collector cannot be used.
    pub(crate) fn begin(config: &Config) -> Result<Self, String> {
        let filter =
            EnvFilter::try_new(&config.telemetry.log).map_err(|it| format!("the setting log cannot be used: {it}"))?;
        // a line that cannot be written, on a full disk, is no reason to say so where it cannot be written either: that
        // would end the program
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .log_internal_errors(false);
        let lines = match config.telemetry.log_format {
            LogFormat::Text => lines.boxed(),
            LogFormat::Json => lines.json().boxed(),
        };
        let traces = config.telemetry.otlp_endpoint.as_ref().map(|it| provider(it.reveal())).transpose()?;
        let tracer = traces.as_ref().map(|it| it.tracer("bretagne-creative"));
        let spans = tracer.map(|it| tracing_opentelemetry::layer().with_tracer(it));
        // a second subscriber is refused, which is as it should be: the first one stays
        let discreet = filter_fn(is_discreet);
        let _already = tracing_subscriber::registry().with(discreet).with(filter).with(lines).with(spans).try_init();
        Ok(Self { traces })
    }

    /// Sends what is still to be sent.
    pub(crate) async fn end(self) {
        let Some(traces) = self.traces else { return };
        let ended = tokio::task::spawn_blocking(move || traces.shutdown()).await;
        if let Ok(Err(cause)) = ended {
            tracing::warn!(error = %cause, "the last traces could not be sent");
        }
    }
}

/// Whether lines like this hold nothing that somebody wrote or shows. Lines that libraries write for their developers do: texts
/// while they are parsed, the headers of requests, the addresses of mails. It is not logged, whatever the filter says.
fn is_discreet(about: &Metadata<'_>) -> bool {
    let from = about.target().split("::").next().unwrap_or_default();
    let ours = matches!(from, "api" | "bretagne_creative" | "entity" | "migration");
    // the steps of the tables are told by the command, in one line for all of them
    let steps = matches!(from, "sea_orm_migration" | "sqlx") && *about.level() >= Level::INFO;
    ours || (*about.level() <= Level::INFO && !steps)
}

fn provider(endpoint: &str) -> Result<SdkTracerProvider, String> {
    if !endpoint.starts_with("http://") {
        return Err("otlp_endpoint is to begin with http://: a collector of traces runs beside the server".to_owned());
    }
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(HyperClient::with_default_connector(PATIENCE, None))
        .with_endpoint(endpoint)
        .with_timeout(PATIENCE)
        .build()
        .map_err(|it| format!("the setting otlp_endpoint cannot be used: {it}"))?;
    let resource = Resource::builder().with_service_name("bretagne-creative").build();
    let batches = BatchSpanProcessor::builder(exporter, Tokio).build();
    Ok(SdkTracerProvider::builder().with_span_processor(batches).with_resource(resource).build())
}
