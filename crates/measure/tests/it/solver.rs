//! A solver of its own: what follows from sums, by Gaussian elimination modulo a prime. It knows nothing about groups.

/// A prime far above any determinant of these small tables of zeros and ones.
const PRIME: u64 = (1 << 31) - 1;

/// The rank of rows of zeros and ones.
pub fn rank(rows: &[Vec<bool>]) -> usize {
    let mut rows: Vec<Vec<u64>> =
        rows.iter().map(|row| row.iter().map(|one| u64::from(*one)).collect()).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let inverse = power(rows[rank][column], PRIME - 2);
        let pivot = rows[rank].clone();
        for row in rows.iter_mut().skip(rank + 1) {
            let factor = row[column] * inverse % PRIME;
            for (one, above) in row.iter_mut().zip(&pivot) {
                *one = (*one + (PRIME - factor) * above) % PRIME;
            }
        }
        rank += 1;
    }
    rank
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

/// Whether some sum or difference of the rows speaks of columns of `few` and of no other.
pub fn tell_of(rows: &[Vec<bool>], few: &[bool]) -> bool {
    let others =
        |row: &Vec<bool>| row.iter().zip(few).filter(|(_, few)| !**few).map(|(one, _)| *one).collect();
    let without: Vec<Vec<bool>> = rows.iter().map(others).collect();
    rank(&without) < rank(rows)
}

/// Whether `wanted` is a sum or difference of the rows.
pub fn follows(rows: &[Vec<bool>], wanted: &[bool]) -> bool {
    let mut more = rows.to_vec();
    more.push(wanted.to_vec());
    rank(&more) == rank(rows)
}

/// All sets of columns, as masks.
pub fn sets(columns: usize) -> impl Iterator<Item = Vec<bool>> {
    (1..1_u32 << columns).map(move |bits| (0..columns).map(|column| bits >> column & 1 == 1).collect())
}

#[test]
fn knows_its_trade() {
    let rows = |texts: &[&str]| -> Vec<Vec<bool>> {
        texts.iter().map(|text| text.chars().map(|c| c == '1').collect()).collect()
    };
    assert_eq!(rank(&rows(&["110", "011", "101"])), 3);
    assert_eq!(rank(&rows(&["1100", "0011", "1111"])), 2);
    let total_and_all_but_one = rows(&["1111", "1110"]);
    assert!(tell_of(&total_and_all_but_one, &[false, false, false, true]));
    assert!(!tell_of(&total_and_all_but_one, &[true, true, false, false]));
    assert!(follows(&total_and_all_but_one, &[false, false, false, true]));
}
