//! The fonts, compiled in, and which characters they have.

use std::sync::{Arc, LazyLock};

use krilla::text::Font;
use parley::fontique::{Blob, Charmap, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontData};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What is printed for a character that no font has.
pub const UNPRINTABLE: char = '\u{fffd}';

/// The families in the order in which a character is looked for.
pub const FAMILIES: &str = "Noto Serif, Noto Sans Math";

static FILES: [&[u8]; 5] = [
    include_bytes!("../../../data/fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../../../data/fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../../../data/fonts/NotoSerif-Italic.ttf"),
    include_bytes!("../../../data/fonts/NotoSerif-BoldItalic.ttf"),
    include_bytes!("../../../data/fonts/NotoSansMath-Regular.ttf"),
];

static FACES: LazyLock<FontFaces> = LazyLock::new(FontFaces::load_fonts);

/// The fonts, read once.
pub struct FontFaces {
    collection: Collection,
    fonts: Vec<(u64, Font)>,
    charmaps: Vec<Charmap<'static>>,
}

impl FontFaces {
    /// The fonts.
    pub fn get() -> &'static Self {
        &FACES
    }

    fn load_fonts() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let (mut fonts, mut charmaps) = (Vec::new(), Vec::new());
        for file in FILES {
            let blob = Blob::new(Arc::new(file));
            let infos = collection
                .register_fonts(blob.clone(), None)
                .into_iter()
                .flat_map(|(_, infos)| infos);
            charmaps.extend(infos.filter_map(|info| info.charmap_index().charmap(file)));
            fonts.extend(Font::new(file.into(), 0).map(|font| (blob.id(), font)));
        }
        Self {
            collection,
            fonts,
            charmaps,
        }
    }

    /// What the lines are broken with.
    pub fn font_context(&self) -> FontContext {
        FontContext {
            collection: self.collection.clone(),
            source_cache: SourceCache::default(),
        }
    }

    /// The font to print with.
    pub fn find_font(&self, data: &FontData) -> Option<&Font> {
        self.fonts
            .iter()
            .find(|(id, _)| *id == data.data.id())
            .map(|(_, font)| font)
    }

    /// Whether the character can be printed, or is not to be seen anyway.
    pub fn has_glyph(&self, c: char) -> bool {
        let is_covered = || {
            self.charmaps
                .iter()
                .any(|charmap| charmap.map(c).is_some_and(|glyph| glyph != 0))
        };
        c.is_whitespace() || is_invisible(c) || is_covered()
    }

    /// The text in characters that the fonts have, with [`UNPRINTABLE`] for each that they have not. An accent that
    /// stands apart is put onto its letter, or taken off it, whichever can be printed.
    pub fn to_printable(&self, text: &str) -> String {
        if is_nfc(text) && text.chars().all(|c| self.has_glyph(c)) {
            return text.to_owned();
        }
        text.nfc()
            .flat_map(|c| {
                let apart = [c].into_iter().nfd();
                if self.has_glyph(c) {
                    vec![c]
                } else if apart.clone().all(|c| self.has_glyph(c)) {
                    apart.collect()
                } else {
                    vec![UNPRINTABLE]
                }
            })
            .collect()
    }
}

/// Whether the character is there to guide, not to be seen: joiners, marks of direction, the soft hyphen.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fonts_are_read() {
        assert_eq!(FontFaces::get().fonts.len(), FILES.len());
    }

    #[test]
    fn everything_that_five_languages_need_can_be_printed() {
        let needed = "AZazäöüßẞéèêëçœŒæÿŸñÑįłŁşğıİəƏ АЯаяЁё ІіҢңҒғҚқӘәӨөҰұҮүҺһ їЇєЄґҐ 0123456789 \
                      .,;:!?()[]{}/\\@#%&*+-=<>_|~^`'\"“”„‚‘’«»‹›…–—•·§†‡№€₸₽£$°²³½™©®⟦⟧→\u{a0}\u{202f}\u{2011}";
        assert_eq!(FontFaces::get().to_printable(needed), needed);
    }

    #[test]
    fn what_cannot_be_printed_is_marked_and_accents_are_kept() {
        let faces = FontFaces::get();
        assert_eq!(faces.to_printable("a名🕊"), "a\u{fffd}\u{fffd}");
        assert_eq!(faces.to_printable("e\u{301}"), "é");
        assert_eq!(faces.to_printable("n\u{302}"), "n\u{302}");
        assert!(!faces.has_glyph('ا') && faces.has_glyph('\u{200d}'));
    }
}
