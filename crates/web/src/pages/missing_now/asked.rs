//! What of the board was asked for, as it stands in the address: nothing there names anybody.

use app::board::{Age, GradeFilter, Held, Need};
use app::{Filter, Sort};
use domain::projection::{Childhood, Standing};
use domain::risk::Grade;
use serde::Deserialize;

use crate::forms::address;

/// The query of the board's address. A word that is not known asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) grade: String,
    pub(crate) age: String,
    pub(crate) undeployed: String,
    pub(crate) unassigned: String,
    pub(crate) standing: String,
    pub(crate) held: String,
    pub(crate) sort: String,
    pub(crate) after: String,
    /// `yes` for everybody, where the board would open with a kept filter.
    pub(crate) everyone: String,
}

impl Asked {
    /// Which of the missing.
    pub(crate) fn filter(&self) -> Filter {
        let asked = |text: &str| text == "yes";
        let needs =
            [(asked(&self.undeployed), Need::Officer), (asked(&self.unassigned), Need::InvestigatingOfficer)];
        Filter {
            standing: (self.standing == Standing::ReturnReported.word()).then_some(Standing::ReturnReported),
            grade: match self.grade.as_str() {
                "ungraded" => GradeFilter::Ungraded,
                word => Grade::ALL
                    .into_iter()
                    .find(|grade| grade.word() == word)
                    .map_or(GradeFilter::Any, GradeFilter::Is),
            },
            age: match self.age.as_str() {
                "child" => Age::Is(Childhood::Child),
                "adult" => Age::Is(Childhood::Adult),
                _ => Age::Any,
            },
            held: match self.held.as_str() {
                "mine" => Held::Mine,
                "nobody" => Held::Nobodys,
                "mine_or_nobody" => Held::MineOrNobodys,
                _ => Held::Any,
            },
            needs: needs.into_iter().filter(|(asked, _)| *asked).map(|(_, need)| need).collect(),
            ..Filter::default()
        }
    }

    /// In which order.
    pub(crate) fn sort(&self) -> Sort {
        match self.sort.as_str() {
            "time" => Sort::TimeMissing,
            "name" => Sort::Name,
            _ => Sort::Risk,
        }
    }

    /// The address of this board.
    pub(crate) fn address(&self) -> String {
        address(
            "/missing",
            &[
                ("grade", &self.grade),
                ("age", &self.age),
                ("undeployed", &self.undeployed),
                ("unassigned", &self.unassigned),
                ("standing", &self.standing),
                ("held", &self.held),
                ("sort", &self.sort),
                ("after", &self.after),
                ("everyone", &self.everyone),
            ],
        )
    }

    /// Which board it is, without a place in it: what is kept under a name.
    pub(crate) fn kept(&self) -> String {
        let of_itself = Self { after: String::new(), everyone: String::new(), ..self.clone() };
        of_itself.address().trim_start_matches("/missing").trim_start_matches('?').to_owned()
    }

    /// A board that was kept; words that are not known any more ask for nothing.
    pub(crate) fn of_kept(kept: &str) -> Self {
        let mut asked = Self::default();
        for (name, word) in form_urlencoded::parse(kept.as_bytes()) {
            let word = word.into_owned();
            match name.as_ref() {
                "grade" => asked.grade = word,
                "age" => asked.age = word,
                "undeployed" => asked.undeployed = word,
                "unassigned" => asked.unassigned = word,
                "standing" => asked.standing = word,
                "held" => asked.held = word,
                "sort" => asked.sort = word,
                _ => {}
            }
        }
        asked
    }

    /// Whether the address asks for anything at all.
    pub(crate) fn is_bare(&self) -> bool {
        *self == Self::default()
    }

    /// The same from its beginning, changed in one respect.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = Self { after: String::new(), ..self.clone() };
        change(&mut changed);
        changed
    }

    /// Whether anything is left out.
    pub(crate) fn narrows(&self) -> bool {
        self.filter() != Filter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_the_board_and_no_place_in_it() {
        let asked = Asked {
            held: "mine_or_nobody".into(),
            sort: "time".into(),
            after: "1.2".into(),
            everyone: "yes".into(),
            ..Asked::default()
        };
        assert_eq!(asked.kept(), "held=mine_or_nobody&sort=time");
        let again = Asked::of_kept(&asked.kept());
        assert_eq!((again.filter(), again.sort()), (asked.filter(), asked.sort()));
        assert_eq!(Asked::of_kept("colour=purple&after=x"), Asked::default());
        assert!(Asked::default().is_bare() && !asked.is_bare());
    }

    #[test]
    fn an_address_asks_for_what_it_says_and_a_wrong_word_for_nothing() {
        let asked = Asked {
            grade: "high".into(),
            age: "child".into(),
            undeployed: "yes".into(),
            sort: "time".into(),
            after: "x".into(),
            ..Asked::default()
        };
        assert_eq!(asked.filter().grade, GradeFilter::Is(Grade::High));
        assert_eq!(asked.filter().needs, [Need::Officer]);
        assert_eq!(asked.sort(), Sort::TimeMissing);
        let later = asked.with(|asked| asked.grade.clear());
        assert_eq!(later.address(), "/missing?age=child&undeployed=yes&sort=time");
        let wrong = Asked { grade: "purple".into(), age: "?".into(), sort: "up".into(), ..Asked::default() };
        assert!(!wrong.narrows());
        assert_eq!(wrong.sort(), Sort::Risk);
    }
}
