//! The pictures and the manifest of an installed app, made from `icon.svg` alone.

use std::path::Path;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::files;

/// Name, edge in pixels, and whether the background fills it: a launcher cuts a maskable icon to its own shape.
const PICTURES: [(&str, u32, bool); 4] = [
    ("icons/any-192.png", 192, false),
    ("icons/any-512.png", 512, false),
    ("icons/maskable-512.png", 512, true),
    ("icons/touch-180.png", 180, true),
];

/// Draws the icon. `filled` extends the colour at the middle of its upper edge to the corners.
fn draw(icon: &Tree, edge: u32, filled: bool) -> Option<Vec<u8>> {
    #[expect(clippy::cast_precision_loss, reason = "an icon has a few hundred pixels")]
    let scale = Transform::from_scale(edge as f32 / icon.size().width(), edge as f32 / icon.size().height());
    let mut picture = Pixmap::new(edge, edge)?;
    resvg::render(icon, scale, &mut picture.as_mut());
    if filled {
        let ground = picture.pixel(edge / 2, edge / 32)?.demultiply();
        picture.fill(resvg::tiny_skia::Color::from_rgba8(ground.red(), ground.green(), ground.blue(), u8::MAX));
        resvg::render(icon, scale, &mut picture.as_mut());
    }
    picture.encode_png().ok()
}

fn manifest(base: &str) -> String {
    let icon = |file: &str, edge: &str, kind: &str, purpose: &str| {
        format!("{{\"src\":\"{base}{file}\",\"sizes\":\"{edge}\",\"type\":\"{kind}\",\"purpose\":\"{purpose}\"}}")
    };
    let icons = [
        icon("icon.svg", "any", "image/svg+xml", "any"),
        icon("icons/any-192.png", "192x192", "image/png", "any"),
        icon("icons/any-512.png", "512x512", "image/png", "any"),
        icon("icons/maskable-512.png", "512x512", "image/png", "maskable"),
    ]
    .join(",\n    ");
    let shortcut = |name: &str, path: &str| {
        format!(
            "{{\"name\":\"{name}\",\"url\":\"{base}{path}\",\"icons\":[{}]}}",
            icon("icons/any-192.png", "192x192", "image/png", "any")
        )
    };
    let shortcuts = [shortcut("Study", "study/"), shortcut("JWT lab", "labs/jwt/")].join(",\n    ");
    // One theme colour: a manifest knows no dark scheme. The pages' own <meta name="theme-color"> know both, and win.
    format!(
        "{{\n  \"id\": \"{base}\",\n  \"name\": \"Groundwork: questions for web developers\",\n  \"short_name\": \"Groundwork\",\n  \
         \"description\": \"Answer a teacher's questions from memory, compare with key points, and meet each card again in time.\",\n  \
         \"lang\": \"en\",\n  \"start_url\": \"{base}\",\n  \"scope\": \"{base}\",\n  \"display\": \"standalone\",\n  \
         \"background_color\": \"#faf7f0\",\n  \"theme_color\": \"#faf7f0\",\n  \"categories\": [\"education\"],\n  \
         \"icons\": [\n    {icons}\n  ],\n  \"shortcuts\": [\n    {shortcuts}\n  ]\n}}\n"
    )
}

/// Writes the pictures and the manifest. `icon.svg` is in `dist` already.
pub fn write(dist: &Path, base: &str) -> Result<(), String> {
    let svg = files::read(dist, "icon.svg")?;
    let icon = Tree::from_data(&svg, &Options::default()).map_err(|error| format!("icon.svg: {error}"))?;
    for (name, edge, filled) in PICTURES {
        let picture = draw(&icon, edge, filled).ok_or_else(|| format!("icon.svg: {name} could not be drawn"))?;
        files::write(dist, name, picture)?;
    }
    files::write(dist, "manifest.webmanifest", manifest(base))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_maskable_icon_is_filled_to_its_corners_and_a_plain_one_keeps_its_own() {
        let svg = fs::read(crate::root().join("icon.svg")).unwrap();
        let icon = Tree::from_data(&svg, &Options::default()).unwrap();
        let corner = |filled| {
            let picture = Pixmap::decode_png(&draw(&icon, 64, filled).unwrap()).unwrap();
            picture.pixel(0, 0).unwrap().alpha()
        };
        assert_eq!((corner(false), corner(true)), (0, 255));
    }

    #[test]
    fn what_is_drawn_lies_in_the_circle_that_every_launcher_shows() {
        let svg = fs::read(crate::root().join("icon.svg")).unwrap();
        let icon = Tree::from_data(&svg, &Options::default()).unwrap();
        let picture = Pixmap::decode_png(&draw(&icon, 100, true).unwrap()).unwrap();
        let ground = picture.pixel(0, 0).unwrap();
        for (x, y) in (0..100_i32).flat_map(|x| (0..100_i32).map(move |y| (x, y))) {
            if (x - 50).pow(2) + (y - 50).pow(2) > 40 * 40 {
                assert_eq!(picture.pixel(x.unsigned_abs(), y.unsigned_abs()).unwrap(), ground, "{x}, {y}");
            }
        }
    }

    #[test]
    fn every_file_that_the_manifest_names_is_written() {
        let folder = std::env::temp_dir().join(format!("groundwork-icons-{}", std::process::id()));
        files::write(&folder, "icon.svg", fs::read(crate::root().join("icon.svg")).unwrap()).unwrap();
        write(&folder, "/x/").unwrap();
        let text = fs::read_to_string(folder.join("manifest.webmanifest")).unwrap();
        let named: Vec<&str> = text.split("\"src\":\"/x/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(named.len(), 6);
        for name in named {
            assert!(folder.join(name).is_file(), "{name}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
