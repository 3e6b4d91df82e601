//! Bytes as hexadecimal digits, lower case, two a byte.

/// The digits of bytes.
pub fn of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of digits; none if a pair is none or a digit is left over.
pub fn read(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(of(&[0, 10, 255]), "000aff");
        assert_eq!(read("000aff"), Some(vec![0, 10, 255]));
        for wrong in ["0", "0g", "000", "一二"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
