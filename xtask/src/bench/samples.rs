//! What was measured: each name with its samples, as the measuring programs print them.

use std::collections::BTreeMap;

/// Measurements of one thing, in one unit, most often milliseconds. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// `None` without a sample, or with one that is no number.
    pub fn new(mut samples: Vec<f64>) -> Option<Self> {
        samples.sort_by(f64::total_cmp);
        (!samples.is_empty() && samples.iter().all(|sample| sample.is_finite())).then_some(Self(samples))
    }

    /// The least sample that is not less than this share (0 to 1) of them: nearest rank.
    fn quantile(&self, share: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank among some dozen samples")]
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0[rank.clamp(1, self.0.len()) - 1]
    }

    /// The middle one; of an even number the lower of the two.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The one that 95 of 100 do not exceed.
    pub fn p95(&self) -> f64 {
        self.quantile(0.95)
    }

    /// Interaction to Next Paint, as web-vitals has it: the greatest, but for one in each fifty.
    pub fn inp(&self) -> f64 {
        self.0[self.0.len() - 1 - (self.0.len() / 50).min(self.0.len() - 1)]
    }

    /// The greatest.
    pub fn worst(&self) -> f64 {
        self.quantile(1.0)
    }
}

/// Samples by name.
#[derive(Debug, Default)]
pub struct Results(BTreeMap<String, Samples>);

impl Results {
    /// Reads lines of a name and its samples, tabs between them; leaves other lines out.
    ///
    /// # Errors
    /// A sample is no number.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut results = BTreeMap::new();
        for line in text.lines() {
            let Some((name, samples)) = line.split_once('\t') else { continue };
            let numbers: Result<Vec<f64>, _> = samples.split('\t').map(str::parse).collect();
            let samples = numbers.ok().and_then(Samples::new).ok_or_else(|| format!("no measurement: {line:?}"))?;
            results.insert(name.to_owned(), samples);
        }
        Ok(Self(results))
    }

    /// The samples of this name.
    ///
    /// # Errors
    /// There are none: the measuring program has another idea of the names.
    pub fn get(&self, name: &str) -> Result<&Samples, String> {
        self.0.get(name).ok_or_else(|| format!("nothing was measured under the name {name:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_p95_are_samples_that_were_measured() {
        let samples = Samples::new((1..=21).rev().map(f64::from).collect()).unwrap();
        assert_eq!((samples.median(), samples.p95(), samples.worst()), (11.0, 20.0, 21.0));
        let hundred = Samples::new((1..=100).map(f64::from).collect()).unwrap();
        assert_eq!((hundred.inp(), samples.inp()), (98.0, 21.0));
        let one = Samples::new(vec![3.0]).unwrap();
        assert_eq!((one.median(), one.p95()), (3.0, 3.0));
        assert_eq!(Samples::new(vec![]), None);
        assert_eq!(Samples::new(vec![1.0, f64::NAN]), None);
    }

    #[test]
    fn a_measurement_that_is_no_number_is_an_error_and_other_lines_are_not() {
        let results = Results::parse("Building.\nload/14\t0.5\t0.25\n").unwrap();
        assert_eq!(results.get("load/14").map(Samples::median), Ok(0.25));
        assert!(results.get("load/15").is_err());
        assert!(Results::parse("load/14\tfast").is_err());
        assert!(Results::parse("load/14\t").is_err());
    }
}
