//! Merged cells of a sheet.

/// Regions that are looked at for one cell; a real sheet has a few above it.
const LOOKED_AT_MAX: usize = 4_096;

/// Merged regions, zero-based, both ends included.
#[derive(Clone, Debug, Default)]
pub struct Merges {
    regions: Vec<Region>,
    /// The lowest row that any region up to this place reaches.
    reach: Vec<u32>,
}

/// One merged region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First row and column.
    pub start: (u32, u32),
    /// Last row and column.
    pub end: (u32, u32),
}

impl Merges {
    /// Regions as another reader found them.
    pub fn new(mut regions: Vec<Region>) -> Self {
        regions.sort_by_key(|region| region.start);
        let lowest = regions.iter().scan(0, |lowest, region| {
            *lowest = region.end.0.max(*lowest);
            Some(*lowest)
        });
        let reach = lowest.collect();
        Self { regions, reach }
    }

    /// No region at all.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.regions.len()
    }

    /// The region that a zero-based cell lies in.
    pub fn at(&self, row: u32, column: usize) -> Option<Region> {
        let column = u32::try_from(column).ok()?;
        let starts_above = self.regions.partition_point(|region| region.start.0 <= row);
        let above = self.regions.get(..starts_above)?.iter().zip(&self.reach).rev();
        // The nearest region above is looked at first; further up nothing reaches this row.
        let near = above.take(LOOKED_AT_MAX).take_while(|(_, reach)| **reach >= row).map(|(region, _)| region);
        near.copied().find(|r| r.end.0 >= row && (r.start.1..=r.end.1).contains(&column))
    }
}
