/// Seeded randomness (splitmix64), so that a failure comes again.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `sides`; 0 for no sides.
    pub fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next_number() % sides.max(1) as u64).expect("below a usize")
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }

    /// Random bytes.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next_number().to_le_bytes()[0]).collect()
    }

    /// The bytes with some flipped, copied, cut or added.
    pub fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.roll(3) {
            let at = self.roll(bytes.len());
            match self.roll(6) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.roll(8),
                1 if !bytes.is_empty() => bytes[at] = bytes[at].wrapping_add(1),
                2 if !bytes.is_empty() => drop(bytes.remove(at)),
                3 if !bytes.is_empty() => bytes[at] = *self.pick(&[0, 1, 4, 0x44, 0x7F, 0x84, 0xC4, 0xFF]),
                4 => bytes.truncate(at),
                _ => bytes.insert(at, self.next_number().to_le_bytes()[0]),
            }
        }
        bytes
    }
}
