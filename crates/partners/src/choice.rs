//! Answers to choose from that only organizations have.

use crosswalk_names::choice;

choice!(
    /// How much an organization can decide, or pay for, in what the partners do together.
    Power, "power":
    /// Little or nothing.
    Low = "low",
    /// Some of it, or together with others.
    Medium = "medium",
    /// Much of it alone.
    High = "high",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_their_choice() {
        for power in Power::ALL {
            assert_eq!(power.word().parse(), Ok(power));
        }
        assert_eq!(serde_json::to_string(&Power::High).expect("a word"), "\"high\"");
    }
}
