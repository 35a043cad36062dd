//! Choices that look like chance and are always the same.

/// A stream of choices: the same for the same seed and number, on every machine and in every version (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// The stream of this number; streams of one seed have nothing to do with each other.
    pub fn new(seed: u64, number: usize) -> Self {
        Self(mixed(seed) ^ mixed(number as u64 + 1).rotate_left(32))
    }

    /// A number below the limit, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mixed(self.0) % limit as u64) as usize
    }

    /// A number from the first to the last.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first + 1) as usize) as i64
    }

    /// Yes, so often of a hundred times.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of the list, each as often as its weight says.
    pub fn weighted<'a, T>(&mut self, list: &'a [(usize, T)]) -> &'a T {
        let mut left = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in list {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return choice,
            }
        }
        &list[0].1
    }
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}
