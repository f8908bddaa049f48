//! What was sent, read as a picture and written anew: upright, at most 1600 pixels, and nothing of the file but the
//! picture. Where it was taken, with what and by whom goes (a photograph of a hidden child may hold the address).
//!
//! Nothing that the sender says of the file is believed: neither its name nor its type. Pixels, memory and the number of
//! pictures read at once are bounded, because a small file can unfold into a large picture.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, GenericImageView, ImageDecoder, ImageError, ImageFormat, ImageReader,
    Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// The largest file taken, in bytes: what a telephone's camera makes, with room to spare.
pub const PHOTOGRAPH_BYTES_AT_MOST: usize = 12 * 1024 * 1024;

/// Pixels of the largest picture read: those of the finest cameras in telephones.
const PIXELS_AT_MOST: u64 = 52_000_000;

/// Memory that one picture may take while it is read, in bytes: three for each pixel, and room for the reader.
const MEMORY_AT_MOST: u64 = 240 * 1024 * 1024;

/// A side shorter than this, in pixels, shows nobody.
const PIXELS_AT_LEAST: u32 = 96;

/// The longer side of what is kept, in pixels.
const SIDE_KEPT: u32 = 1600;

/// The longer side of what lists show, in pixels.
const SIDE_OF_THUMBNAIL: u32 = 320;

/// How well what is kept resembles what was sent, of 100.
const QUALITY: u8 = 85;
const QUALITY_OF_THUMBNAIL: u8 = 78;

/// Pictures read at once: each can take 240 MiB and a core for a second.
const AT_ONCE: usize = 2;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Why what was sent is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// Nothing was sent.
    #[error("nothing was sent")]
    Nothing,
    /// The file is larger than 12 MB.
    #[error("the file is too large")]
    TooLarge,
    /// HEIC, as some telephones keep it.
    #[error("HEIC is not taken")]
    Heic,
    /// Neither JPEG nor PNG nor WebP.
    #[error("neither JPEG nor PNG nor WebP")]
    OtherType,
    /// It begins as a picture and does not go on as one: cut off, or damaged.
    #[error("cut off or damaged")]
    Broken,
    /// More pixels than are read.
    #[error("too many pixels")]
    TooManyPixels,
    /// Fewer than show anybody.
    #[error("too few pixels")]
    TooSmall,
}

/// A picture ready to be kept.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// The picture, as JPEG without metadata.
    pub(super) picture: Vec<u8>,
    /// The same for lists.
    pub(super) thumbnail: Vec<u8>,
    /// Pixels across.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
}

/// Reads and writes anew, when it is this one's turn.
pub(super) async fn prepare(sent: Vec<u8>) -> Result<Prepared, NoPicture> {
    let format = format_of(&sent)?;
    let turn = TURNS.acquire().await.expect("the semaphore is never closed");
    let prepared = spawn_blocking(move || {
        let _turn = turn;
        prepared(&sent, format)
    });
    // A library that panics on a picture that nobody foresaw has read no picture.
    prepared.await.unwrap_or(Err(NoPicture::Broken))
}

/// The same for pixels that were drawn and not sent.
pub(super) fn drawn(width: u32, height: u32, pixels: Vec<u8>) -> Option<Prepared> {
    let image = DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, pixels)?);
    made(&image).ok()
}

/// What the bytes themselves say they are.
fn format_of(sent: &[u8]) -> Result<ImageFormat, NoPicture> {
    match sent {
        [] => Err(NoPicture::Nothing),
        sent if sent.len() > PHOTOGRAPH_BYTES_AT_MOST => Err(NoPicture::TooLarge),
        [0xFF, 0xD8, 0xFF, ..] => Ok(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(ImageFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(ImageFormat::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Err(NoPicture::Heic),
        _ => Err(NoPicture::OtherType),
    }
}

fn prepared(sent: &[u8], format: ImageFormat) -> Result<Prepared, NoPicture> {
    // A reader of JPEG that is kind to damage paints what was cut off in grey: half a face is nobody's likeness.
    if format == ImageFormat::Jpeg && !jpeg_is_whole(sent) {
        return Err(NoPicture::Broken);
    }
    let upright = read(sent, format)?;
    let (width, height) = upright.dimensions();
    let kept = if width.max(height) > SIDE_KEPT {
        upright.resize(SIDE_KEPT, SIDE_KEPT, FilterType::Triangle)
    } else {
        upright
    };
    made(&kept)
}

/// What is kept of a picture that is small enough.
fn made(kept: &DynamicImage) -> Result<Prepared, NoPicture> {
    let small = kept.thumbnail(SIDE_OF_THUMBNAIL, SIDE_OF_THUMBNAIL);
    let kept = on_white(kept);
    Ok(Prepared {
        picture: jpeg(&kept, QUALITY)?,
        thumbnail: jpeg(&on_white(&small), QUALITY_OF_THUMBNAIL)?,
        width: kept.width(),
        height: kept.height(),
    })
}

/// The picture, turned as whoever took it held the camera.
fn read(sent: &[u8], format: ImageFormat) -> Result<DynamicImage, NoPicture> {
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_AT_MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_AT_MOST {
        return Err(NoPicture::TooManyPixels);
    }
    if width.min(height) < PIXELS_AT_LEAST {
        return Err(NoPicture::TooSmall);
    }
    let orientation = decoder.orientation().map_err(|error| unreadable(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library may learn of more kinds; all mean that it is no picture"
)]
fn unreadable(error: &ImageError) -> NoPicture {
    match error {
        ImageError::Limits(_) => NoPicture::TooManyPixels,
        _ => NoPicture::Broken,
    }
}

/// What can be seen through stands on white, as on paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

/// Written anew, with no metadata: the writer is given pixels alone.
fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>, NoPicture> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| NoPicture::Broken)?;
    Ok(bytes)
}

/// Whether a JPEG goes on to its end marker. What stands behind that is not looked at, and not kept.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        // Between segments: a marker, with any number of fill bytes before it.
        let Some(&[0xFF, marker]) = bytes.get(at..at + 2) else { return false };
        match marker {
            0xFF => at += 1,
            0xD9 => return true,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
                if marker == 0xDA {
                    at = end_of_scan(bytes, at);
                }
            }
        }
    }
}

/// The next marker after the data of a scan that is none of the data itself.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            [0xFF, 0x00 | 0xD0..=0xD7] => at += 2,
            [0xFF, _] => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of that size, darker to the right and redder to the bottom.
    fn drawn(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let (right, down) = (255 - x * 255 / width, y * 255 / height);
            Rgb([u8::try_from(down).unwrap(), u8::try_from(right).unwrap(), 90])
        })
    }

    fn as_file(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// The JPEG with an EXIF segment: the camera's name, where it was, and that it was held on its side.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
        // Three entries: make, orientation 6, and the place of the GPS entries.
        tiff.extend([0, 3]);
        tiff.extend([0x01, 0x0F, 0, 2, 0, 0, 0, 10, 0, 0, 0, 50]);
        tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
        tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 60]);
        tiff.extend([0, 0, 0, 0]);
        tiff.extend(b"SpyCamera\0");
        tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
        tiff.extend(b"GPS-52.2405N-0.9027W");
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend(tiff);
        let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
        let mut file = jpeg[..2].to_vec();
        file.extend([0xFF, 0xE1]);
        file.extend(length);
        file.extend(segment);
        file.extend(&jpeg[2..]);
        file
    }

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|window| window == what)
    }

    #[tokio::test]
    async fn where_and_with_what_it_was_taken_is_gone_and_it_stands_upright() {
        let sent = with_exif(&as_file(&drawn(400, 200), ImageFormat::Jpeg));
        for known in [&b"Exif"[..], b"SpyCamera", b"GPS-52.2405N"] {
            assert!(holds(&sent, known));
        }
        let kept = prepare(sent).await.unwrap();
        assert_eq!((kept.width, kept.height), (200, 400), "held on its side, it is turned");
        for bytes in [&kept.picture, &kept.thumbnail] {
            for gone in [&b"Exif"[..], b"SpyCamera", b"GPS", b"MM\0*"] {
                assert!(!holds(bytes, gone));
            }
            assert_eq!(&bytes[..3], [0xFF, 0xD8, 0xFF]);
        }
    }

    #[tokio::test]
    async fn each_type_is_kept_as_jpeg_and_no_larger_than_it_needs_to_be() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let kept = prepare(as_file(&drawn(1800, 900), format)).await.unwrap();
            assert_eq!((kept.width, kept.height), (1600, 800), "{format:?}");
            let small = image::load_from_memory_with_format(&kept.thumbnail, ImageFormat::Jpeg).unwrap();
            assert_eq!(small.dimensions(), (320, 160), "{format:?}");
            let again = prepare(as_file(&drawn(1800, 900), format)).await.unwrap();
            assert_eq!(
                kept.picture, again.picture,
                "the same file gives the same bytes, and so the same hash"
            );
        }
    }

    #[tokio::test]
    async fn what_is_no_picture_is_refused_by_its_content() {
        let jpeg = as_file(&drawn(200, 200), ImageFormat::Jpeg);
        let png = as_file(&drawn(200, 200), ImageFormat::Png);
        let webp = as_file(&drawn(200, 200), ImageFormat::WebP);
        let mut damaged = png.clone();
        let middle = damaged.len() / 2;
        damaged[middle] ^= 0xFF;
        let cases: Vec<(&str, Vec<u8>, NoPicture)> = vec![
            ("nothing", Vec::new(), NoPicture::Nothing),
            ("a page", b"<!doctype html><script>alert(1)</script>".to_vec(), NoPicture::OtherType),
            ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), NoPicture::OtherType),
            ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), NoPicture::Heic),
            ("GIF", b"GIF89a\x01\0\x01\0".to_vec(), NoPicture::OtherType),
            ("half a JPEG", jpeg[..jpeg.len() / 2].to_vec(), NoPicture::Broken),
            ("a JPEG without its end", jpeg[..jpeg.len() - 2].to_vec(), NoPicture::Broken),
            ("half a PNG", png[..png.len() / 2].to_vec(), NoPicture::Broken),
            ("a damaged PNG", damaged, NoPicture::Broken),
            ("half a WebP", webp[..webp.len() / 2].to_vec(), NoPicture::Broken),
            ("a beginning", vec![0xFF, 0xD8, 0xFF], NoPicture::Broken),
            ("too large", vec![0xFF; PHOTOGRAPH_BYTES_AT_MOST + 1], NoPicture::TooLarge),
            ("an icon", as_file(&drawn(64, 64), ImageFormat::Png), NoPicture::TooSmall),
        ];
        for (what, sent, why) in cases {
            assert_eq!(prepare(sent).await.unwrap_err(), why, "{what}");
        }
    }

    #[tokio::test]
    async fn what_would_unfold_into_more_than_the_machine_bears_is_refused_before_it_does() {
        // The header of a PNG says 60,000 by 60,000; its data need never be there.
        let mut bomb = as_file(&drawn(100, 100), ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let check = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&check.to_be_bytes());
        assert_eq!(prepare(bomb).await.unwrap_err(), NoPicture::TooManyPixels);
        // The same in a JPEG: the size stands in its frame.
        let mut bomb = as_file(&drawn(100, 100), ImageFormat::Jpeg);
        let frame = bomb.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
        assert_eq!(prepare(bomb).await.unwrap_err(), NoPicture::TooManyPixels);
    }

    #[tokio::test]
    async fn what_hides_behind_or_within_a_picture_is_not_kept() {
        let html = b"<script>alert(document.cookie)</script>";
        let jpeg = as_file(&drawn(200, 200), ImageFormat::Jpeg);
        let mut behind = jpeg.clone();
        behind.extend(html);
        let mut within = jpeg[..2].to_vec();
        within.extend([0xFF, 0xFE]);
        within.extend(u16::try_from(html.len() + 2).unwrap().to_be_bytes());
        within.extend(html);
        within.extend(&jpeg[2..]);
        for sent in [behind, within] {
            assert!(holds(&sent, html));
            let kept = prepare(sent).await.unwrap();
            assert!(!holds(&kept.picture, b"script") && !holds(&kept.thumbnail, b"script"));
        }
    }

    #[tokio::test]
    async fn what_can_be_seen_through_stands_on_white() {
        let mut image = image::RgbaImage::new(120, 120);
        image.put_pixel(60, 60, image::Rgba([10, 10, 10, 255]));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let kept = prepare(bytes.into_inner()).await.unwrap();
        let shown = image::load_from_memory_with_format(&kept.picture, ImageFormat::Jpeg).unwrap().to_rgb8();
        assert!(shown.get_pixel(5, 5).0.iter().all(|colour| *colour > 250));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
            })
        })
    }
}
