//! Parts, sides and kinds of marks, and how near they are to each other.

use super::appearance::{BodyPart, MarkKind, Side};
use super::model::MarkModel;
use super::outcome::Agreement;

/// How many parts of the body there are, the unknown one among them.
pub(super) const PARTS: usize = 23;

/// Parts that touch, or of which one is a part of the other: people confuse them.
const TOUCHING: &[(BodyPart, &[BodyPart])] = {
    use BodyPart::{
        Abdomen, Ankle, Arm, Back, Chest, Ear, Face, Foot, Forearm, Hand, Head, Hip, Knee, Leg, LowerLeg,
        Mouth, Neck, Nose, Shoulder, Thigh, UpperArm, Wrist,
    };
    &[
        (Head, &[Face, Ear, Neck]),
        (Face, &[Ear, Nose, Mouth, Neck]),
        (Nose, &[Mouth]),
        (Neck, &[Shoulder, Chest, Back]),
        (Shoulder, &[Back, Chest, Arm, UpperArm]),
        (Chest, &[Abdomen]),
        (Back, &[Hip]),
        (Abdomen, &[Hip]),
        (Hip, &[Thigh, Leg]),
        (Arm, &[UpperArm, Forearm, Wrist, Hand]),
        (UpperArm, &[Forearm]),
        (Forearm, &[Wrist]),
        (Wrist, &[Hand]),
        (Leg, &[Thigh, Knee, LowerLeg, Ankle, Foot]),
        (Thigh, &[Knee]),
        (Knee, &[LowerLeg]),
        (LowerLeg, &[Ankle]),
        (Ankle, &[Foot]),
    ]
};

/// Whether two parts are one, neighbours, or apart.
pub(super) fn parts(one: BodyPart, other: BodyPart) -> Agreement {
    if one == BodyPart::NotKnown || other == BodyPart::NotKnown {
        return Agreement::NotSaid;
    }
    if one == other {
        return Agreement::Same;
    }
    let touches =
        |from: BodyPart, to| TOUCHING.iter().any(|(part, near)| *part == from && near.contains(&to));
    if touches(one, other) || touches(other, one) { Agreement::Near } else { Agreement::Differs }
}

/// How many parts are neighbours of one.
pub(super) fn neighbours(part: BodyPart) -> usize {
    let listed = TOUCHING.iter().find(|(from, _)| *from == part).map_or(0, |(_, near)| near.len());
    listed + TOUCHING.iter().filter(|(_, near)| near.contains(&part)).count()
}

/// Whether two sides are one or opposite. The middle, and both, are near to either.
pub(super) fn sides(one: Side, other: Side) -> Agreement {
    match (one, other) {
        (Side::NotKnown, _) | (_, Side::NotKnown) => Agreement::NotSaid,
        (Side::Left, Side::Right) | (Side::Right, Side::Left) => Agreement::Differs,
        (Side::Left, Side::Left) | (Side::Right, Side::Right) => Agreement::Same,
        (Side::Middle | Side::Both, _) | (_, Side::Middle | Side::Both) => Agreement::Near,
    }
}

/// The chance that a mark which one side calls by one kind is called by another on the other side; none where nobody
/// would.
pub(super) fn called(one: MarkKind, other: MarkKind, model: &MarkModel) -> f32 {
    if one == other {
        return model.called_same;
    }
    match (one, other) {
        (MarkKind::Scar, MarkKind::Surgery) | (MarkKind::Surgery, MarkKind::Scar) => {
            model.scar_called_surgery
        }
        (MarkKind::Bone, MarkKind::Implant) | (MarkKind::Implant, MarkKind::Bone) => {
            model.bone_called_implant
        }
        (MarkKind::Surgery, MarkKind::Implant) | (MarkKind::Implant, MarkKind::Surgery) => {
            model.surgery_called_implant
        }
        (MarkKind::Scar, MarkKind::Birthmark) | (MarkKind::Birthmark, MarkKind::Scar) => {
            model.scar_called_birthmark
        }
        (
            MarkKind::Tattoo
            | MarkKind::Scar
            | MarkKind::Birthmark
            | MarkKind::Piercing
            | MarkKind::Surgery
            | MarkKind::Implant
            | MarkKind::Amputation
            | MarkKind::Bone
            | MarkKind::Teeth
            | MarkKind::Other,
            _,
        ) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_mutual_and_counted() {
        assert_eq!(parts(BodyPart::Forearm, BodyPart::Wrist), Agreement::Near);
        assert_eq!(parts(BodyPart::Wrist, BodyPart::Forearm), Agreement::Near);
        assert_eq!(parts(BodyPart::Wrist, BodyPart::Foot), Agreement::Differs);
        assert_eq!(parts(BodyPart::Wrist, BodyPart::NotKnown), Agreement::NotSaid);
        assert_eq!(neighbours(BodyPart::Wrist), 3);
    }

    #[test]
    fn the_last_part_is_the_unknown_one() {
        assert_eq!(BodyPart::NotKnown as usize, PARTS - 1);
    }
}
