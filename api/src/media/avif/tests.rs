//! Pictures of every form that is read, and files that were made to do harm. `tests/media/samples/make.py` writes the samples.

use image::{DynamicImage, GenericImageView};

use crate::media::avif::{Unread, read};
use crate::media::clean;
use crate::media::decode::{decoded, header, in_srgb};
use crate::media::kind::Kind;
use crate::media::refusal::Refusal;

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/media/samples/", $name, ".avif")).as_slice()
    };
}

const CLEAR: &[u8] = sample!("clear");
const GRID: &[u8] = sample!("grid");
/// Red, green, blue, white.
const QUARTERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 160, 60], [40, 60, 200], [250, 250, 250]];
const MOST: u64 = 40;

fn seen(file: &[u8]) -> DynamicImage {
    let (picture, profile) = decoded(file, Kind::Avif).unwrap();
    assert_eq!(header(file, Kind::Avif, MOST).unwrap().size, picture.dimensions());
    in_srgb(picture, profile.as_deref())
}

/// The middle of each quarter.
fn quarters(picture: &DynamicImage) -> [[u8; 4]; 4] {
    let (width, height) = picture.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| picture.get_pixel(width * x / 4, height * y / 4).0)
}

fn are_near(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) < 9)
}

fn cleaned(file: &[u8]) -> Vec<u8> {
    clean::picture(file, Kind::Avif, 1).unwrap().bytes
}

/// The file with these bytes in place of those, wherever they stand.
fn with(file: &[u8], these: &[u8], those: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    let places: Vec<usize> = (0..file.len()).filter(|at| file[*at..].starts_with(those)).collect();
    assert!(!places.is_empty(), "{those:?}");
    for at in places {
        file[at..at + these.len()].copy_from_slice(these);
    }
    file
}

fn sides(width: u32, height: u32) -> Vec<u8> {
    [width.to_be_bytes(), height.to_be_bytes()].concat()
}

#[test]
fn every_form_shows_its_colours() {
    for (name, file) in [
        ("limited-420", sample!("limited-420")),
        ("limited-422", sample!("limited-422")),
        ("limited-444", sample!("limited-444")),
        ("ten-bits", sample!("ten-bits")),
        ("twelve-bits", sample!("twelve-bits")),
        ("identity", sample!("identity")),
        ("clear", CLEAR),
        ("grid", GRID),
    ] {
        for (found, meant) in quarters(&seen(file)).iter().zip(QUARTERS).take(3) {
            assert!(are_near(found, &meant), "{name}: {found:?}, not {meant:?}");
        }
    }
    // luma of BT.601
    for (found, meant) in quarters(&seen(sample!("grey"))).iter().zip([87, 110, 70, 250]) {
        assert!(are_near(found, &[meant; 3]), "{found:?}, not {meant}");
    }
    // the red of P3 is redder
    let [red, ..] = quarters(&seen(sample!("p3")))[0];
    assert!(red > 230, "{red}");
}

#[test]
fn what_is_transparent_stays_so() {
    for (name, file) in [("clear", CLEAR), ("grid", GRID), ("premultiplied", sample!("premultiplied"))] {
        let [first, second, third, fourth] = quarters(&seen(file));
        assert!(are_near(&[first[3], second[3], third[3], fourth[3]], &[255, 255, 128, 0]), "{name}");
        assert!(are_near(&third, &QUARTERS[2]), "{name}: {third:?}");
    }
}

#[test]
fn it_is_turned_and_cut_as_it_is_meant_to_be_seen() {
    let turned = seen(sample!("turned"));
    assert_eq!(turned.dimensions(), (48, 64));
    for (found, meant) in quarters(&turned).iter().zip([2, 0, 3, 1]) {
        assert!(are_near(found, &QUARTERS[meant]), "{found:?}");
    }
    let cut = seen(sample!("cut"));
    assert_eq!(cut.dimensions(), (32, 24));
    assert!(quarters(&cut).iter().all(|it| are_near(it, &QUARTERS[1])));
    let offered = header(sample!("turned"), Kind::Avif, MOST).unwrap().offered;
    assert_eq!((offered.author.as_deref(), offered.licence.as_deref()), (Some("Soazig"), Some("CC BY-SA 4.0")));
}

#[test]
fn tiles_may_reach_beyond_the_picture() {
    // what is written anew has all sizes in four bytes
    let file = with(&cleaned(GRID), &sides(100, 90), &sides(140, 140));
    let picture = seen(&file);
    assert_eq!(picture.dimensions(), (100, 90));
    for (x, y, meant) in [(10, 10, 0), (90, 10, 1), (10, 80, 2)] {
        assert!(are_near(&picture.get_pixel(x, y).0, &QUARTERS[meant]));
    }
    for (width, height) in [(70, 140), (141, 140), (140, 60)] {
        let file = with(&cleaned(GRID), &sides(width, height), &sides(140, 140));
        assert_eq!(read(&file).err(), Some(Unread::Broken), "{width} × {height}");
    }
}

#[test]
fn a_size_that_lies_is_refused() {
    let plain = sample!("identity");
    let claiming = |width, height| with(plain, &sides(width, height), &sides(64, 48));
    let told = header(&claiming(60_000, 60_000), Kind::Avif, MOST).err();
    assert!(matches!(told, Some(Refusal::TooManyPixels { width: 60_000, height: 60_000, most_megapixels: 40 })));
    let told = header(&claiming(u32::MAX, u32::MAX), Kind::Avif, MOST).err();
    assert!(matches!(told, Some(Refusal::TooManyPixels { .. })));
    for (width, height) in [(48, 64), (64, 47), (63, 48), (1, 1), (6_000, 6_000)] {
        let file = claiming(width, height);
        assert!(header(&file, Kind::Avif, MOST).is_ok());
        assert!(matches!(decoded(&file, Kind::Avif), Err(Refusal::Damaged { found: "AVIF" })), "{width} × {height}");
    }
    assert!(matches!(header(&claiming(0, 48), Kind::Avif, MOST), Err(Refusal::Damaged { .. })));
    // four channels of eight bits, and what the decoder holds
    let memory = header(&with(CLEAR, &sides(7_000, 5_000), &sides(64, 48)), Kind::Avif, MOST).err();
    assert!(matches!(memory, Some(Refusal::TooMuchMemory { most_megabytes: 256 })), "{memory:?}");
}

#[test]
fn what_ends_too_early_is_broken() {
    for whole in [CLEAR, GRID] {
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err(), "{length} of {}", whole.len());
        }
    }
}

#[test]
fn no_number_that_is_changed_does_harm() {
    for (whole, unpacked) in [(CLEAR, 32), (sample!("turned"), 64), (GRID, 512)] {
        // of the boxes every byte, which end before these
        for at in 0..whole.len().min(700) - 8 {
            for number in [[0_u8; 8], [0xff; 8], [0, 0, 0, 1, 0x80, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0]] {
                let mut file = whole.to_vec();
                file[at..at + 8].copy_from_slice(&number);
                let told = header(&file, Kind::Avif, MOST);
                // of those that are read few are unpacked as well, which takes long where nothing is optimised
                if told.is_ok() && at % unpacked == 0 {
                    let _shown = decoded(&cleaned(&file), Kind::Avif);
                }
            }
        }
    }
}

#[test]
fn what_is_not_read_is_named() {
    let unknown = |file: &[u8]| match read(file).err() {
        Some(Unread::Unknown(what)) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(sample!("animation")), "AVIF (animation)");
    let plain = cleaned(sample!("identity"));
    assert_eq!(unknown(&with(&plain, b"hvc1", b"av01")), "HEIC");
    assert_eq!(unknown(&with(&plain, b"iovl", b"av01")), "AVIF (iovl)");
    assert_eq!(unknown(&with(&plain, b"a1op", b"av1C")), "AVIF (a1op)");
    assert_eq!(unknown(&with(&plain, b"nclx\0\x01\0\x0d\0\x08", b"nclx\0\x01\0\x0d\0\0")), "AVIF (MatrixCoefficients)");
    let boxed = |kind: &[u8; 4], content: Vec<u8>| {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, &content].concat()
    };
    let item = |id: u16| boxed(b"infe", [&[2, 0, 0, 0][..], &id.to_be_bytes(), b"\0\0av01\0"].concat());
    let items = [b"\0\0\0\0\x01\x2c".to_vec(), (1..=300).flat_map(item).collect()].concat();
    let parts = [
        boxed(b"hdlr", [&[0; 8][..], b"pict", &[0; 13]].concat()),
        boxed(b"pitm", vec![0, 0, 0, 0, 0, 1]),
        boxed(b"iinf", items),
    ];
    let meta = boxed(b"meta", [vec![0; 4], parts.concat()].concat());
    assert_eq!(unknown(&[boxed(b"ftyp", b"avif\0\0\0\0".to_vec()), meta].concat()), "AVIF (infe × 257)");
}
