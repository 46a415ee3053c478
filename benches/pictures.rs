//! How many bytes variants have in each format, and how long they take: `cargo bench --bench pictures [-- PICTURE…]`. Without a
//! picture it draws one with the fine and coarse structure of a landscape; `-- --write FILE` only writes that one, for
//! `benches/media.sh`. Figures for docs/performance.md.
#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement that cannot be made has failed")]
#![allow(clippy::disallowed_methods, reason = "it measures real time, and reads its own arguments")]

use std::time::{Duration, Instant};

use api::media::address::Format;
use api::media::encode::encoded;
use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Rgb, RgbImage};

const WIDTHS: [u32; 3] = [640, 1_280, 2_560];
const ROUNDS: u32 = 3;

fn main() {
    let drawn = || landscape(4_000, 3_000);
    let mut arguments = std::env::args().skip_while(|it| it != "--write").skip(1);
    if let Some(file) = arguments.next() {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 97).encode_image(&drawn()).unwrap();
        std::fs::write(file, bytes).unwrap();
        return;
    }
    let named: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let pictures: Vec<(String, DynamicImage)> = match named.is_empty() {
        true => vec![("drawn".to_owned(), DynamicImage::ImageRgb8(drawn()))],
        false => named.into_iter().map(|it| (it.clone(), image::open(it).unwrap())).collect(),
    };
    println!("{:<24} {:>6} {:>6} {:>9} {:>9}", "picture", "width", "format", "bytes", "ms");
    for (name, picture) in pictures {
        for width in WIDTHS.into_iter().filter(|it| *it <= picture.width()) {
            let height = picture.height() * width / picture.width();
            let mut small = DynamicImage::new(width, height, picture.color());
            let begun = Instant::now();
            Resizer::new().resize(&picture, &mut small, None).unwrap();
            println!("{name:<24} {width:>6} {:>6} {:>9} {:>9}", "scale", "", begun.elapsed().as_millis());
            let small = DynamicImage::ImageRgb8(small.into_rgb8());
            for format in Format::ALL {
                let (bytes, took) = measured(&small, format);
                println!("{name:<24} {width:>6} {:>6} {bytes:>9} {:>9}", format.extension(), took.as_millis());
            }
        }
    }
}

/// The bytes, and the shortest of some times.
fn measured(picture: &DynamicImage, format: Format) -> (usize, Duration) {
    let mut best = (0, Duration::MAX);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let bytes = encoded(picture, format).unwrap().len();
        best = (bytes, begun.elapsed().min(best.1));
    }
    best
}

/// Hills under a sky: noise of seven sizes, sharp edges, smooth parts, and the grain of a sensor, with which a JPEG of the highest
/// quality has about 5 MB.
fn landscape(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let hill = 0.45 + 0.25 * noise(across * 4.0, 1.0, 5);
        let (base, rough) = if down < hill { ([150.0, 190.0, 225.0], 14.0) } else { ([70.0, 105.0, 60.0], 70.0) };
        let light = (noise(across * 9.0, down * 9.0, 7) - 0.5) * rough;
        let light = light + (point(f64::from(x), f64::from(y)) - 0.5) * 14.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
        Rgb(base.map(|it: f64| (it + light - 20.0 * down).clamp(0.0, 255.0) as u8))
    })
}

/// Value noise, 0 to 1.
fn noise(x: f64, y: f64, octaves: u32) -> f64 {
    let mut sum = 0.0;
    let mut weight = 0.5;
    for octave in 0..octaves {
        let scale = f64::from(1 << octave);
        let (at_x, at_y) = (x * scale, y * scale);
        let (left, top) = (at_x.floor(), at_y.floor());
        let (right, down) = (at_x - left, at_y - top);
        let mix = |from: f64, to: f64, part: f64| from + (to - from) * part * part * (3.0 - 2.0 * part);
        let upper = mix(point(left, top), point(left + 1.0, top), right);
        let lower = mix(point(left, top + 1.0), point(left + 1.0, top + 1.0), right);
        sum += weight * mix(upper, lower, down);
        weight /= 2.0;
    }
    sum
}

fn point(x: f64, y: f64) -> f64 {
    let hashed = (x * 127.1 + y * 311.7).sin() * 43_758.545_3;
    hashed - hashed.floor()
}
