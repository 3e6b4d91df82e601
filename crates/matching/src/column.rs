//! A column of values by 32-bit position, as the solver's inner loops need it.
//!
//! Reading outside gives the type's zero and writing outside does nothing: there is no way to panic. A solver that did
//! either would give a wrong plan, and a wrong plan does not pass [`crate::proof`].

/// A position as an index.
#[inline]
pub(crate) fn at(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// A count as a position; counts are limited when an instance is checked.
#[inline]
pub(crate) fn position(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Values by position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column<T>(pub(crate) Vec<T>);

impl<T: Copy + Default> Column<T> {
    /// So many zeros.
    pub(crate) fn zeros(count: u32) -> Self {
        Self(vec![T::default(); at(count)])
    }

    #[inline]
    pub(crate) fn get(&self, position: u32) -> T {
        self.0.get(at(position)).copied().unwrap_or_default()
    }

    #[inline]
    pub(crate) fn set(&mut self, position: u32, value: T) {
        if let Some(slot) = self.0.get_mut(at(position)) {
            *slot = value;
        }
    }

    #[inline]
    pub(crate) fn update(&mut self, position: u32, change: impl FnOnce(&mut T)) {
        if let Some(slot) = self.0.get_mut(at(position)) {
            change(slot);
        }
    }

    /// The values from one position to before another; none if they are out of order or outside.
    #[inline]
    pub(crate) fn slice(&self, from: u32, to: u32) -> &[T] {
        self.0.get(at(from)..at(to)).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> u32 {
        position(self.0.len())
    }
}
