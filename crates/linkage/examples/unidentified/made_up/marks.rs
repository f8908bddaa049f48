//! Marks that made-up people bear, and how two writers describe the same one.

use linkage::unidentified::{BodyPart, Mark, MarkKind, Side};

use super::chance::Chance;

/// A mark as it is, with the words that anybody may use of it; of each group of words one writer uses one.
#[derive(Clone)]
pub(super) struct TrueMark {
    pub(super) kind: MarkKind,
    pub(super) part: BodyPart,
    pub(super) side: Side,
    words: Vec<Vec<&'static str>>,
}

/// Tattoos, the commonest first; other words for the same thing stand after a bar.
const MOTIFS: &[&str] = &[
    "heart",
    "rose|flower",
    "name",
    "star",
    "tribal",
    "cross",
    "butterfly",
    "skull",
    "swallow|bird",
    "mum",
    "dragon",
    "band|armband",
    "wings",
    "celtic knot|celtic",
    "lettering|script",
    "anchor",
    "eagle|bird",
    "dolphin",
    "tiger",
    "date",
    "lion",
    "dagger|knife",
    "barbed wire",
    "wolf",
    "chinese characters|symbols",
    "football badge|crest",
    "roses and thorns",
    "angel",
    "snake",
    "panther",
    "moon",
    "sun",
    "feather",
    "paw print",
    "infinity",
    "compass",
    "clock",
    "koi carp|fish",
    "spider web|web",
    "playing cards|aces",
    "dice",
    "horse",
    "ship",
    "mermaid",
    "scorpion",
    "bull",
    "crown",
    "lotus|flower",
    "owl",
    "phoenix|bird",
    "treble clef|music",
    "guitar",
    "bulldog",
    "union flag|flag",
    "red dragon",
    "thistle",
    "shamrock",
    "harp",
    "lighthouse",
    "tree",
    "key",
    "hummingbird|bird",
    "octopus",
    "beetle",
    "geisha",
    "samurai",
    "viking",
    "pocket watch|watch",
    "microphone",
    "chess piece",
    "steam engine|train",
    "tractor",
    "snooker ball",
    "hedgehog",
    "kingfisher|bird",
    "pineapple",
    "astronaut",
    "typewriter",
    "sextant",
    "bagpipes",
];
const SCARS: &[&str] = &[
    "cut",
    "burn",
    "dog bite|bite",
    "stitches",
    "stab",
    "old cut",
    "jagged",
    "surgical",
    "cigarette burn",
    "glass",
    "barbed wire",
    "accident",
    "self harm|cuts",
    "keloid",
    "acid",
];
const SURGERY: &[(&str, BodyPart)] = &[
    ("appendix|appendectomy", BodyPart::Abdomen),
    ("caesarean|section", BodyPart::Abdomen),
    ("hernia", BodyPart::Hip),
    ("gall bladder|keyhole", BodyPart::Abdomen),
    ("knee operation", BodyPart::Knee),
    ("heart bypass|sternum", BodyPart::Chest),
    ("hysterectomy", BodyPart::Abdomen),
    ("spine operation", BodyPart::Back),
    ("tonsils", BodyPart::Mouth),
    ("shoulder repair", BodyPart::Shoulder),
    ("carpal tunnel", BodyPart::Wrist),
    ("thyroid", BodyPart::Neck),
    ("kidney", BodyPart::Back),
    ("mastectomy", BodyPart::Chest),
    ("colostomy|stoma", BodyPart::Abdomen),
];
const IMPLANTS: &[(&str, BodyPart)] = &[
    ("hip replacement|prosthesis", BodyPart::Hip),
    ("knee replacement|prosthesis", BodyPart::Knee),
    ("metal plate and screws|plate", BodyPart::LowerLeg),
    ("pacemaker", BodyPart::Chest),
    ("metal plate and screws|plate", BodyPart::Forearm),
    ("nail|rod", BodyPart::Thigh),
    ("breast implants", BodyPart::Chest),
    ("shunt", BodyPart::Head),
    ("wire", BodyPart::Chest),
    ("cochlear implant", BodyPart::Ear),
];
const BONES: &[&str] = &["healed fracture|old fracture", "broken", "deformed", "arthritis", "bowed"];
const TEETH: &[&str] = &[
    "gap",
    "missing tooth",
    "crown",
    "gold tooth",
    "denture",
    "chipped",
    "fillings",
    "bridge",
    "crooked",
    "diamond",
];

const BIRTHMARKS: &[&str] = &["mole", "port wine|red", "brown patch"];
const AMPUTATIONS: &[&str] = &["finger tip", "finger", "thumb"];

/// The marks of somebody.
pub(super) fn of_a_person(man: bool, age: f64, chance: &mut Chance) -> Vec<TrueMark> {
    let mut marks = Vec::new();
    let grown = if age > 17.0 { 1.0 } else { 0.08 };
    if chance.happens((if man { 0.3 } else { 0.27 }) * grown) {
        let count = 1 + chance.exponential(1.5) as usize;
        for _ in 0..count.min(9) {
            marks.push(tattoo(man, chance));
        }
    }
    while chance.happens(0.42) {
        let part = *chance.one(&[
            BodyPart::Face,
            BodyPart::Hand,
            BodyPart::Forearm,
            BodyPart::Knee,
            BodyPart::LowerLeg,
            BodyPart::Head,
            BodyPart::Back,
            BodyPart::Abdomen,
            BodyPart::Chest,
            BodyPart::UpperArm,
            BodyPart::Foot,
            BodyPart::Wrist,
        ]);
        marks.push(described(MarkKind::Scar, part, SCARS[chance.common(SCARS.len())], chance));
    }
    if chance.happens(if man { 0.1 } else { 0.35 } * grown) {
        let part =
            *chance.one(&[BodyPart::Ear, BodyPart::Nose, BodyPart::Abdomen, BodyPart::Mouth, BodyPart::Face]);
        marks.push(described(MarkKind::Piercing, part, "stud|ring", chance));
    }
    if chance.happens(0.12) {
        let part = *chance.one(&[
            BodyPart::Face,
            BodyPart::Neck,
            BodyPart::Back,
            BodyPart::Thigh,
            BodyPart::UpperArm,
        ]);
        marks.push(described(MarkKind::Birthmark, part, BIRTHMARKS[chance.below(BIRTHMARKS.len())], chance));
    }
    with_age(&mut marks, age, chance);
    marks
}

/// What comes with the years.
fn with_age(marks: &mut Vec<TrueMark>, age: f64, chance: &mut Chance) {
    let older = (age / 60.0).clamp(0.2, 1.6);
    if chance.happens(0.22 * older) {
        let (words, part) = SURGERY[chance.common(SURGERY.len())];
        marks.push(described(MarkKind::Surgery, part, words, chance));
    }
    if chance.happens(0.06 * older) {
        let (words, part) = IMPLANTS[chance.common(IMPLANTS.len())];
        marks.push(described(MarkKind::Implant, part, words, chance));
    }
    if chance.happens(0.12 * older) {
        let part = *chance.one(&[
            BodyPart::Forearm,
            BodyPart::LowerLeg,
            BodyPart::Nose,
            BodyPart::Shoulder,
            BodyPart::Hand,
        ]);
        marks.push(described(MarkKind::Bone, part, BONES[chance.common(BONES.len())], chance));
    }
    if chance.happens(0.01) {
        marks.push(described(
            MarkKind::Amputation,
            BodyPart::Hand,
            AMPUTATIONS[chance.below(AMPUTATIONS.len())],
            chance,
        ));
    }
    if chance.happens(0.35 * older.min(1.0)) {
        marks.push(described(MarkKind::Teeth, BodyPart::Mouth, TEETH[chance.common(TEETH.len())], chance));
    }
}

/// A tattoo that somebody has, or got later.
pub(super) fn tattoo(man: bool, chance: &mut Chance) -> TrueMark {
    use BodyPart::{
        Ankle, Back, Chest, Foot, Forearm, Hand, LowerLeg, Neck, Shoulder, Thigh, UpperArm, Wrist,
    };
    let part = if man {
        chance.weighed(&[
            (UpperArm, 0.32),
            (Forearm, 0.24),
            (Chest, 0.1),
            (Back, 0.08),
            (Shoulder, 0.1),
            (LowerLeg, 0.07),
            (Neck, 0.04),
            (Hand, 0.05),
        ])
    } else {
        chance.weighed(&[
            (Back, 0.25),
            (Shoulder, 0.15),
            (Ankle, 0.13),
            (Wrist, 0.14),
            (UpperArm, 0.1),
            (Foot, 0.08),
            (Thigh, 0.08),
            (Forearm, 0.07),
        ])
    };
    let mut mark = described(MarkKind::Tattoo, part, MOTIFS[chance.common(MOTIFS.len())], chance);
    if chance.happens(0.3) {
        const NAMES: &[&str] = &[
            "dad", "sam", "leah", "chris", "ella", "jack", "rhys", "amina", "tom", "sophie", "kyle", "megan",
            "zofia", "dougal",
        ];
        mark.words.push(vec![NAMES[chance.common(NAMES.len())]]);
    }
    if chance.happens(0.35) {
        mark.words.push(vec![*chance.one(&["black", "coloured", "blue", "red", "faded"])]);
    }
    mark
}

fn described(kind: MarkKind, part: BodyPart, words: &'static str, chance: &mut Chance) -> TrueMark {
    let side = match part {
        BodyPart::Abdomen
        | BodyPart::Back
        | BodyPart::Chest
        | BodyPart::Neck
        | BodyPart::Mouth
        | BodyPart::Nose => chance.weighed(&[(Side::Left, 0.25), (Side::Right, 0.3), (Side::Middle, 0.45)]),
        _ => *chance.one(&[Side::Left, Side::Right]),
    };
    TrueMark { kind, part, side, words: vec![words.split('|').collect()] }
}

impl TrueMark {
    /// How one writer puts it: other words, fewer words, a neighbouring part, the wrong side.
    pub(super) fn told(&self, wrong_side: f64, chance: &mut Chance) -> Mark {
        let mut words: Vec<&str> = Vec::new();
        for group in &self.words {
            if chance.happens(0.86) {
                words.push(if chance.happens(0.7) { group[0] } else { group[group.len() - 1] });
            }
        }
        if chance.happens(0.25) {
            words.push(*chance.one(&[
                "small",
                "large",
                "old",
                "faint",
                "approx 5cm",
                "about 3 inches",
                "visible",
            ]));
        }
        let kind = match self.kind {
            MarkKind::Surgery if chance.happens(0.25) => MarkKind::Scar,
            MarkKind::Scar if chance.happens(0.07) => MarkKind::Surgery,
            MarkKind::Implant if chance.happens(0.1) => MarkKind::Surgery,
            kind => kind,
        };
        Mark {
            kind,
            part: self.part_told(chance),
            side: self.side_told(wrong_side, chance),
            words: words.join(" "),
        }
    }

    fn side_told(&self, wrong: f64, chance: &mut Chance) -> Side {
        if chance.happens(0.2) {
            return Side::NotKnown;
        }
        match self.side {
            Side::Left if chance.happens(wrong) => Side::Right,
            Side::Right if chance.happens(wrong) => Side::Left,
            side => side,
        }
    }

    fn part_told(&self, chance: &mut Chance) -> BodyPart {
        use BodyPart::{
            Ankle, Arm, Back, Chest, Face, Foot, Forearm, Hand, Head, Knee, Leg, LowerLeg, Neck, NotKnown,
            Shoulder, Thigh, UpperArm, Wrist,
        };
        if chance.happens(0.05) {
            return NotKnown;
        }
        if !chance.happens(0.16) {
            return self.part;
        }
        match self.part {
            UpperArm => *chance.one(&[Arm, Shoulder]),
            Forearm => *chance.one(&[Arm, Wrist]),
            Wrist => *chance.one(&[Forearm, Hand]),
            Shoulder => *chance.one(&[UpperArm, Back]),
            LowerLeg => *chance.one(&[Leg, Ankle]),
            Ankle => *chance.one(&[LowerLeg, Foot]),
            Thigh => Leg,
            Knee => Leg,
            Face => Head,
            Neck => *chance.one(&[Back, Chest]),
            part => part,
        }
    }
}
