"""A made-up register of people in British shape, some recorded twice or more with the faults of real registers.

- Four records in five are people, one in five is a further record of somebody. Who is recorded again has one further
  record (70 %), two (20 %) or three (10 %).
- A further record has 1 + Poisson(1.6) faults out of FAULTS; besides, 8 % have moved.
- People live in households of one to five that share surname, address and, three times in ten, a landline; there are
  twins, and children called after a parent. These are what must not be joined.
- Names are drawn by their frequency in American lists, nicknames from another, which ci/name-lists.sh gets. Postcodes, towns, streets and telephone numbers are invented, and fit nobody.

The same seed gives the same register.
"""

import csv
import random

import numpy

COLUMNS = ["first_name", "middle_name", "surname", "sex", "dob", "street", "town", "postcode", "phone", "agency"]
PERSON, FIRST, MIDDLE, SURNAME, SEX, BORN, STREET, TOWN, POSTCODE, PHONE, AGENCY = range(11)

AGENCIES = ["police_north", "police_south", "hospital", "coroner", "charity", "border"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
# Letters of a British postcode; i, v and the like are not among them.
POSTCODE_LETTERS = "abdefghjlnpqrstuwxyz"
KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
# What is heard is written in another way: either can stand for the other.
SOUNDS = [
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("ee", "ea"), ("mac", "mc"), ("sh", "ch"), ("ll", "l"), ("tt", "t"),
    ("nn", "n"), ("th", "t"), ("kn", "n"), ("wr", "r"), ("c", "k"), ("s", "z"), ("ei", "ie"), ("ou", "ow"), ("er", "ar"),
    ("on", "en"), ("v", "w"),
]
TOWN_STARTS = ["alder", "brack", "cold", "dray", "easting", "fern", "gor", "hazel", "iven", "kelm", "lamb", "marl",
               "nether", "over", "penn", "quarry", "rush", "salt", "thorpe", "under"]
TOWN_ENDS = ["bourne", "bridge", "by", "combe", "den", "ditch", "fold", "ford", "ham", "hythe", "ley", "marsh", "mead",
             "pool", "stead", "thwaite", "ton", "wich", "wood", "worth"]
STREET_STARTS = ["church", "station", "high", "mill", "park", "school", "manor", "victoria", "albert", "chapel", "orchard",
                 "meadow", "grange", "castle", "bridge", "spring", "queens", "kings", "north", "south", "oak", "elm", "ash",
                 "cedar", "hawthorn", "willow", "beech", "birch", "london", "york"]
STREET_ENDS = ["street", "road", "lane", "avenue", "close", "drive"]


class Names:
    """Names with how often they are borne, and nicknames."""

    def __init__(self, lists):
        self.male, self.female, self.last = (
            self.read(f"{lists}/{name}.csv") for name in ("male-first-names", "female-first-names", "last-names")
        )
        self.nicknames = {}
        with open(f"{lists}/nicknames.csv", newline="") as file:
            for name, *others in csv.reader(file):
                others = [other.strip() for other in others if other.strip()]
                if name != "name" and others:
                    self.nicknames.setdefault(name.strip(), []).extend(others)
                    for other in others[:2]:
                        self.nicknames.setdefault(other, []).append(name.strip())

    @staticmethod
    def read(path):
        with open(path, newline="") as file:
            rows = list(csv.reader(file))[1:]
        rows = [(row[0].strip().lower(), float(row[1])) for row in rows if len(row) > 1]
        chances = numpy.array([chance for _, chance in rows])
        return numpy.array([name for name, _ in rows], dtype=object), chances / chances.sum()


class Register:
    def __init__(self, names, records, seed):
        self.names = names
        self.random = random.Random(seed)
        self.many = numpy.random.default_rng(seed)
        self.people = round(records * 0.8)
        self.further = records - self.people
        self.drawn = {}
        self.common_surnames = self.draw_many(names.last, 20_000)
        owners = [str(name) for name in names.last[0][:150]]
        self.streets = [f"{start} {end}" for start in STREET_STARTS + owners for end in STREET_ENDS]
        self.towns = [start + end for start in TOWN_STARTS for end in TOWN_ENDS]
        self.postcodes, self.town_of = self.make_postcodes(max(1000, records // 4))

    def rows(self):
        """All records in no order, each with its person first."""
        rows = self.make_people()
        for row in rows:
            row[AGENCY] = self.random.choice(AGENCIES)
        recorded_again = self.random.sample(range(self.people), self.people)
        made = 0
        for person in recorded_again:
            if made >= self.further:
                break
            copies = self.random.choices([1, 2, 3], [70, 20, 10])[0]
            for _ in range(min(copies, self.further - made)):
                rows.append(self.recorded_again(rows[person]))
                made += 1
        self.random.shuffle(rows)
        return rows

    def recorded_again(self, row):
        row = list(row)
        row[AGENCY] = self.random.choice(AGENCIES)
        if self.random.random() < 0.08:
            row[STREET], row[POSTCODE], row[TOWN] = self.make_home()
        faults, weights = zip(*FAULTS)
        for fault in self.random.choices(faults, weights, k=1 + int(self.many.poisson(1.6))):
            fault(self, row)
        return row

    # People and where they live.

    def make_people(self):
        rows = []
        while len(rows) < self.people:
            size = self.random.choices([1, 2, 3, 4, 5], [50, 25, 12, 9, 4])[0]
            rows += self.make_household(len(rows), min(size, self.people - len(rows)))
        return rows

    def make_household(self, first_person, size):
        surname = self.draw(self.names.last)
        home = self.make_home()
        landline = self.telephone("01") if self.random.random() < 0.3 else ""
        rows = []
        for place in range(size):
            is_child = place >= 2
            sex = self.random.choice("mf")
            born = self.birth_date(*((1991, 2022) if is_child else (1935, 1990)))
            if place >= 3 and self.random.random() < 0.06:
                born = rows[-1][BORN]
            first = self.first_name(sex)
            if is_child and self.random.random() < 0.02:
                first, sex = rows[0][FIRST], rows[0][SEX]
            middle = self.first_name(sex) if self.random.random() < 0.6 else ""
            keeps_own = place == 1 and self.random.random() < 0.25
            last = self.draw(self.names.last) if keeps_own else surname
            phone = self.telephone("07") if self.random.random() < 0.45 else landline
            street, postcode, town = home
            rows.append([first_person + place, first, middle, last, sex, born, street, town, postcode, phone, ""])
        return rows

    def make_home(self):
        place = self.random.randrange(len(self.postcodes))
        street = f"{self.random.randint(1, 180)} {self.random.choice(self.streets)}"
        return street, self.postcodes[place], self.town_of[place]

    def make_postcodes(self, count):
        """Some areas hold many more people than others; a district is one town."""
        two = self.random.choice
        areas = sorted({two(POSTCODE_LETTERS) + two(POSTCODE_LETTERS) for _ in range(160)})[:120]
        weights = [1 / (place + 5) for place in range(len(areas))]
        postcodes, town_of, towns = [], [], {}
        for area in self.random.choices(areas, weights, k=count):
            district = f"{area}{self.random.randint(1, 20)}"
            inward = f"{self.random.randint(0, 9)}{two(POSTCODE_LETTERS)}{two(POSTCODE_LETTERS)}"
            postcodes.append(f"{district} {inward}")
            town_of.append(towns.setdefault(district, self.random.choice(self.towns)))
        return postcodes, town_of

    def birth_date(self, first_year, last_year):
        year = self.random.randint(first_year, last_year)
        return f"{year}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def telephone(self, start):
        return start + "".join(self.random.choices(DIGITS, k=9))

    def first_name(self, sex):
        return self.draw(self.names.male if sex == "m" else self.names.female)

    def draw(self, names):
        """One name by its frequency; drawn by the hundred thousand, which is what makes it quick."""
        waiting = self.drawn.setdefault(id(names), [])
        if not waiting:
            waiting += self.draw_many(names, 100_000)
        return waiting.pop()

    def draw_many(self, names, count):
        return [str(name) for name in names[0][self.many.choice(len(names[0]), count, p=names[1])]]

    # Faults.

    def slip(self, text):
        """A wrong key, a key left out, a key too many, two exchanged."""
        if not text:
            return text
        place = self.random.randrange(len(text))
        letter = text[place]
        kind = self.random.choices(["wrong", "left out", "too many", "exchanged"], [30, 25, 20, 25])[0]
        if kind == "wrong":
            return text[:place] + self.near(letter) + text[place + 1:]
        if kind == "left out":
            return text[:place] + text[place + 1:] if len(text) > 2 else text
        if kind == "too many":
            more = letter if self.random.random() < 0.5 else self.random.choice(DIGITS if letter.isdigit() else LETTERS)
            return text[:place] + more + text[place:]
        place = max(place, 1)
        return text[:place - 1] + text[place:place + 1] + text[place - 1] + text[place + 1:]

    def near(self, letter):
        if letter.isdigit():
            return self.random.choice(DIGITS)
        for line, row in enumerate(KEYBOARD):
            at = row.find(letter)
            if at >= 0:
                keys = row[max(at - 1, 0):at] + row[at + 1:at + 2]
                keys += "".join(other[max(at - 1, 0):at + 1] for other in KEYBOARD[line + 1:line + 2])
                return self.random.choice(keys)
        return self.random.choice("aeiou")

    def as_heard(self, text):
        fits = [(a, b) for pair in SOUNDS for a, b in (pair, pair[::-1]) if a in text]
        if not fits:
            return self.slip(text)
        return text.replace(*self.random.choice(fits), 1)

    def other_digit(self, born):
        """One figure of a date misread, so that it is still a date."""
        place = self.random.choice([2, 3, 6, 9])
        year, month, day = (born[:place] + self.random.choice(DIGITS) + born[place + 1:]).split("-")
        return f"{year}-{month if 1 <= int(month) <= 12 else '10'}-{day if day != '00' else '10'}"


def changes(column, how):
    """A fault that changes one value, where there is one."""
    def fault(register, row):
        if row[column]:
            row[column] = how(register, row[column], row)
    return fault


def exchange(a, b):
    def fault(register, row):
        if row[a] and row[b]:
            row[a], row[b] = row[b], row[a]
    return fault


def day_and_month(register, born, row):
    year, month, day = born.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else born


def other_year(register, born, row):
    return f"{int(born[:4]) + register.random.choice([-10, -2, -1, 1, 2, 10])}{born[4:]}"


def nickname(register, first, row):
    known = register.names.nicknames.get(first)
    return register.random.choice(known[:3]) if known else register.as_heard(first)


def on_marriage(register, surname, row):
    return register.random.choice(register.common_surnames) if row[SEX] == "f" else register.slip(surname)


def other_sex(register, sex, row):
    return "" if register.random.random() < 0.6 else {"m": "f", "f": "m"}[sex]


def slip(register, text, row):
    return register.slip(text)


def heard(register, text, row):
    return register.as_heard(text)


def initial(register, text, row):
    return text[0]


def lost(register, text, row):
    return ""


def no_address(register, row):
    row[STREET] = row[POSTCODE] = ""


def other_phone(register, row):
    row[PHONE] = register.telephone("07")


# What goes wrong, and how often beside the others.
FAULTS = [
    (changes(FIRST, slip), 14),
    (changes(SURNAME, slip), 14),
    (changes(FIRST, heard), 6),
    (changes(SURNAME, heard), 6),
    (changes(FIRST, nickname), 10),
    (exchange(FIRST, SURNAME), 4),
    (exchange(FIRST, MIDDLE), 2),
    (changes(MIDDLE, initial), 6),
    (changes(MIDDLE, lost), 8),
    (changes(FIRST, initial), 4),
    (changes(BORN, day_and_month), 6),
    (changes(BORN, lambda register, born, row: register.other_digit(born)), 8),
    (changes(BORN, other_year), 4),
    (changes(BORN, lambda register, born, row: f"{born[:4]}-01-01"), 2),
    (changes(BORN, lost), 6),
    (changes(POSTCODE, slip), 7),
    (changes(POSTCODE, lambda register, postcode, row: postcode.split(" ")[0]), 3),
    (changes(POSTCODE, lost), 4),
    (changes(STREET, slip), 8),
    (no_address, 5),
    (changes(SURNAME, on_marriage), 4),
    (changes(SURNAME, lambda register, name, row: f"{name}-{register.random.choice(register.common_surnames)}"), 2),
    (other_phone, 8),
    (changes(PHONE, lost), 10),
    (changes(SEX, other_sex), 3),
]
