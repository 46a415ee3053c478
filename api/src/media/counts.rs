//! What is counted of media. Labels come from closed lists.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::media::address::Format;
use crate::media::refusal::{Fault, Refusal};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Written {
    format: &'static str,
}

/// The counts.
pub(crate) struct Counts {
    uploads: Family<Ended, Counter>,
    bytes: Counter,
    variants: Family<Written, Histogram>,
    faults: Family<Ended, Counter>,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            uploads: Family::default(),
            bytes: Counter::default(),
            variants: Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.005, 2.0, 12))),
            faults: Family::default(),
        }
    }
}

impl Counts {
    /// Counts a file that was sent and is kept.
    pub(super) fn kept(&self, bytes: u64) {
        self.bytes.inc_by(bytes);
        self.uploads.get_or_create(&Ended { outcome: "kept" }).inc();
    }

    /// Counts a file that was sent and is not kept.
    pub(super) fn refused(&self, refusal: &Refusal) {
        let outcome = match refusal {
            Refusal::Interrupted | Refusal::TooSlow { .. } => "interrupted",
            Refusal::Busy => "turned_away",
            Refusal::Storage(fault) => {
                self.failed(fault);
                "not_kept"
            }
            Refusal::TooLong { .. }
            | Refusal::Empty
            | Refusal::Type { .. }
            | Refusal::Svg
            | Refusal::NoDecoder { .. }
            | Refusal::Macros
            | Refusal::Damaged { .. }
            | Refusal::TooManyPixels { .. }
            | Refusal::TooMuchMemory { .. }
            | Refusal::TooMuchTime { .. }
            | Refusal::TooManyFrames { .. } => "refused",
        };
        self.uploads.get_or_create(&Ended { outcome }).inc();
    }

    /// Counts a variant that was made.
    pub(super) fn made(&self, format: Format, took: Duration) {
        self.variants.get_or_create(&Written { format: format.extension() }).observe(took.as_secs_f64());
    }

    /// Counts what storage did not do.
    pub(crate) fn failed(&self, fault: &Fault) {
        let outcome = match fault {
            Fault::Full(_) => "full",
            Fault::Unreachable(_) => "unreachable",
            Fault::Damaged(_) => "damaged",
            Fault::Busy => "busy",
        };
        self.faults.get_or_create(&Ended { outcome }).inc();
    }

    /// Has these counts told with others.
    pub(crate) fn register(&self, registry: &mut Registry) {
        registry.register("media_uploads", "Files that were sent, by what became of them", self.uploads.clone());
        registry.register("media_upload_bytes", "Bytes of files that were kept", self.bytes.clone());
        registry.register(
            "media_variant_seconds",
            "How long variants of pictures took to be made, in seconds, by format",
            self.variants.clone(),
        );
        registry.register("media_storage_faults", "What the storage of media did not do, by why", self.faults.clone());
    }
}
