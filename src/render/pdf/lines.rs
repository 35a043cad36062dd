//! Breaks a paragraph into lines of glyphs.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::layout::{BreakReason, Line as BrokenLine};
use parley::{
    FontContext, FontFeatures, FontStyle, FontWeight, Layout, LayoutContext, OverflowWrap,
    StyleProperty,
};

use crate::letters::letter::Url;
use crate::render::pdf::fonts::{FAMILIES, FontFaces, is_invisible};
use crate::render::pdf::hyphenation::SOFT_HYPHEN;
use crate::render::pdf::styled_text::StyledText;

/// Ligatures join letters that a soft hyphen parts, and copy badly.
const FEATURES: &str = "\"liga\" 0, \"clig\" 0, \"dlig\" 0";

/// A link of a paragraph: which one, and where it leads.
pub type ParagraphLink = Option<(usize, Url)>;

/// One line, its origin at the left end of its base line.
#[derive(Debug, Clone, Default)]
pub struct TextLine {
    /// Its characters.
    pub text: String,
    /// Its glyphs from left to right.
    pub runs: Vec<GlyphRun>,
    /// How wide it is, without the space at its end.
    pub width: f32,
}

/// Glyphs of one font and one dress.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// The font.
    pub font: Font,
    /// Its size in points.
    pub size: f32,
    /// Where it begins.
    pub x: f32,
    /// How wide it is.
    pub width: f32,
    /// The glyphs; each knows its part of the line’s characters.
    pub glyphs: Vec<KrillaGlyph>,
    /// Where it leads.
    pub link: ParagraphLink,
}

/// Sets paragraphs; made once and used for many letters.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<usize>,
}

impl Typesetter {
    /// A typesetter with the program’s own fonts.
    pub fn new() -> Self {
        Self {
            fonts: FontFaces::get().font_context(),
            layouts: LayoutContext::new(),
        }
    }

    /// The paragraph in lines no wider than the width. A word that is wider is broken anywhere. No text, no line.
    pub fn break_lines(&mut self, dressed: &StyledText, size: f32, width: f32) -> Vec<TextLine> {
        if dressed.text.is_empty() {
            return Vec::new();
        }
        let mut layout = self.build_layout(dressed, size);
        layout.break_all_lines(Some(width));
        layout
            .lines()
            .map(|line| self.build_line(&line, &layout, dressed))
            .collect()
    }

    /// A single line of plain words, however wide.
    pub fn single_line(&mut self, text: &str, size: f32) -> TextLine {
        let dressed = StyledText::from_line(
            text,
            &crate::render::pdf::styled_text::TextStyle::default(),
            None,
        );
        self.break_lines(&dressed, size, f32::MAX)
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    fn build_layout(&mut self, dressed: &StyledText, size: f32) -> Layout<usize> {
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, &dressed.text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FAMILIES.into()));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::from(FEATURES)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut start = 0;
        for (at, (end, dress)) in dressed.stretches.iter().enumerate() {
            let range = start..*end;
            start = *end;
            if dress.strong {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
            }
            if dress.emphasis {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
            builder.push(StyleProperty::Brush(at), range);
        }
        builder.build(&dressed.text)
    }

    fn build_line(
        &mut self,
        line: &BrokenLine<'_, usize>,
        layout: &Layout<usize>,
        dressed: &StyledText,
    ) -> TextLine {
        let range = line.text_range();
        let start = range.start;
        let mut set = TextLine {
            text: dressed.text[range].replace('\n', " "),
            ..TextLine::default()
        };
        let mut x = 0.0;
        for run in line.runs() {
            let Some(font) = FontFaces::get().find_font(run.font()) else {
                continue;
            };
            for cluster in run.visual_clusters() {
                let part = cluster.text_range().start - start..cluster.text_range().end - start;
                if cluster.is_ligature_continuation() {
                    set.widen_last(part.end);
                    continue;
                }
                if set.text[part.clone()].chars().all(is_invisible) {
                    continue;
                }
                let stretch = layout.styles()[usize::from(cluster.style_index())].brush;
                let link = dressed.stretches[stretch]
                    .1
                    .link
                    .clone()
                    .map(|url| (stretch, url));
                let target = set.run(font, run.font_size(), x, link);
                for glyph in cluster.glyphs() {
                    target.push_glyph(glyph.id, [glyph.advance, glyph.x, glyph.y], part.clone());
                    x += glyph.advance;
                }
            }
        }
        set.width = x - line.metrics().hanging_advance;
        if line.break_reason() == BreakReason::Regular && set.text.ends_with(SOFT_HYPHEN) {
            self.add_hyphen(&mut set);
        }
        set
    }

    /// Shows the soft hyphen at which the line was broken; to a reader of the characters it stays one.
    fn add_hyphen(&mut self, line: &mut TextLine) {
        let Some(last) = line.runs.last() else { return };
        let hyphen = self.single_line("\u{2010}", last.size);
        let part = line.text.len() - SOFT_HYPHEN.len_utf8()..line.text.len();
        let (font, size, x, link) = (last.font.clone(), last.size, line.width, last.link.clone());
        let Some(glyph) = hyphen.runs.first().and_then(|run| run.glyphs.first()) else {
            return;
        };
        let target = line.run(&font, size, x, link);
        target.push_glyph(
            glyph.glyph_id.to_u32(),
            [glyph.x_advance * size, 0.0, 0.0],
            part,
        );
        line.width += glyph.x_advance * size;
    }
}

impl TextLine {
    /// The run to which the next glyph belongs.
    fn run(&mut self, font: &Font, size: f32, x: f32, link: ParagraphLink) -> &mut GlyphRun {
        let fits = self
            .runs
            .last()
            .is_some_and(|run| run.font == *font && run.link == link);
        if !fits {
            self.runs.push(GlyphRun {
                font: font.clone(),
                size,
                x,
                width: 0.0,
                glyphs: Vec::new(),
                link,
            });
        }
        let last = self.runs.len() - 1;
        &mut self.runs[last]
    }

    fn widen_last(&mut self, end: usize) {
        if let Some(glyph) = self.runs.last_mut().and_then(|run| run.glyphs.last_mut()) {
            glyph.text_range.end = end;
        }
    }
}

impl GlyphRun {
    fn push_glyph(&mut self, id: u32, [advance, x, y]: [f32; 3], part: std::ops::Range<usize>) {
        let scale = self.size;
        let glyph = GlyphId::new(id);
        self.glyphs.push(KrillaGlyph::new(
            glyph,
            advance / scale,
            x / scale,
            y / scale,
            0.0,
            part,
            None,
        ));
        self.width += advance;
    }
}
