//! What numbers of ITU-T H.273 mean for whoever shows a picture: which matrix is known, and the colour profile (ICC) for the rest.

use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, MatrixCoefficients, ToneReprCurve, TransferCharacteristics,
};

/// How numbers become colours, as ITU-T H.273 numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colours {
    pub(super) primaries: u8,
    pub(super) transfer: u8,
    pub(super) matrix: u8,
    /// Whether all values are used, in place of those from 16 to 235.
    pub(super) is_full: bool,
}

/// The curve of sRGB.
const SRGB: u8 = 13;
/// The curves of pictures that are brighter than paper: PQ and HLG.
const PQ: u8 = 16;
const HLG: u8 = 18;
/// How bright white paper is for PQ (ITU-R BT.2408), as a part of the brightest, and for HLG, as a value.
const PQ_WHITE: f64 = 203.0 / 10_000.0;
const HLG_WHITE: f64 = 0.75;
/// How many points a curve has.
const POINTS: u16 = 4_096;

impl Colours {
    /// How much of luma is red, and how much is blue; none for a matrix that is not known here.
    pub(super) fn weights(matrix: u8) -> Option<(f64, f64)> {
        match matrix {
            1 => Some((0.2126, 0.0722)),
            4 => Some((0.30, 0.11)),
            // what is not said is taken for BT.601, as browsers do
            2 | 5 | 6 => Some((0.299, 0.114)),
            7 => Some((0.212, 0.087)),
            9 => Some((0.2627, 0.0593)),
            _ => None,
        }
    }

    /// The colour profile; none for the colours of sRGB, which whoever shows a picture takes for granted.
    pub(super) fn profile(self) -> Option<Vec<u8>> {
        let transfer = match self.transfer {
            // the curves of television are shown as that of sRGB, as browsers do
            0..=3 | 6 | 14 | 15 => SRGB,
            other => other,
        };
        if matches!(self.primaries, 0..=3) && transfer == SRGB {
            return None;
        }
        let mut profile = ColorProfile::new_from_cicp(CicpProfile {
            // what is not said is taken for that of sRGB
            color_primaries: CicpColorPrimaries::try_from(self.primaries.max(1)).ok()?,
            transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        });
        if let Some(curve) = bounded(transfer) {
            let curve = Some(ToneReprCurve::Lut(curve));
            (profile.red_trc, profile.green_trc, profile.blue_trc) = (curve.clone(), curve.clone(), curve);
            // or else it would be taken in place of the curves
            profile.cicp = None;
        }
        profile.encode().ok()
    }
}

/// The curve of a picture that is brighter than paper, up to white paper: what is brighter becomes white, and the rest is as bright
/// as in other pictures.
fn bounded(transfer: u8) -> Option<Vec<u16>> {
    let light: fn(f64) -> f64 = match transfer {
        PQ => |value| pq(value) / PQ_WHITE,
        HLG => |value| hlg(value) / hlg(HLG_WHITE),
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 65,535")]
    let point = |at: u16| (light(f64::from(at) / f64::from(POINTS - 1)).clamp(0.0, 1.0) * 65_535.0).round() as u16;
    Some((0..POINTS).map(point).collect())
}

/// SMPTE ST 2084: a part of 10,000 cd/m².
fn pq(value: f64) -> f64 {
    let power = value.powf(1.0 / 78.84375);
    ((power - 0.8359375).max(0.0) / (18.8515625 - 18.6875 * power)).powf(1.0 / 0.1593017578125)
}

/// ITU-R BT.2100, HLG: a part of the brightest of the scene.
fn hlg(value: f64) -> f64 {
    match value <= 0.5 {
        true => value * value / 3.0,
        false => (((value - 0.559_910_73) / 0.178_832_77).exp() + 0.284_668_92) / 12.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(primaries: u8, transfer: u8) -> Colours {
        Colours { primaries, transfer, matrix: 6, is_full: true }
    }

    /// Red, green and blue as sRGB has them.
    fn shown(colours: Colours, pixel: [u8; 3]) -> [u8; 3] {
        let profile = ColorProfile::new_from_slice(&colours.profile().unwrap()).unwrap();
        let (layout, srgb) = (moxcms::Layout::Rgb, ColorProfile::new_srgb());
        let transform = profile.create_transform_8bit(layout, &srgb, layout, Default::default()).unwrap();
        let mut seen = [0; 3];
        transform.transform(&pixel, &mut seen).unwrap();
        seen
    }

    #[test]
    fn colours_of_the_web_need_no_profile_and_others_have_one() {
        for (primaries, transfer) in [(1, 13), (2, 2), (1, 1), (1, 6), (1, 14), (0, 0)] {
            assert_eq!(of(primaries, transfer).profile(), None, "{primaries}/{transfer}");
        }
        // P3 and BT.2020 have reds that are redder
        assert_eq!(shown(of(12, 13), [200, 0, 0]), [219, 0, 0]);
        assert!(shown(of(9, 1), [200, 0, 0])[0] > 240);
        assert_eq!(shown(of(12, 13), [128; 3]), [128; 3]);
        // white paper is white, and what is brighter as well
        for (transfer, white) in [(PQ, 149), (HLG, 192)] {
            assert_eq!(shown(of(9, transfer), [white; 3]), [255; 3], "{transfer}");
            assert_eq!(shown(of(9, transfer), [255; 3]), [255; 3], "{transfer}");
            assert!((60..200).contains(&shown(of(9, transfer), [white / 3 * 2; 3])[1]), "{transfer}");
        }
        assert!(of(22, 8).profile().is_some());
    }
}
