"""Serial pieces that are filled anew each day, and short reports of invented events, written for measuring."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

LIVE_FOOT = (
    "This page is updated through the day. The latest entry stands first; earlier ones are kept below."
)

_TOWN_NAMES = "Varnholt Brenning Hollen Sellin Oster Marrow Tilbeck Corran Eastmere Danby Lowick Stanmoor Pell Harrowgate"
_TOWNS = _TOWN_NAMES.split()
_FIRM_NAMES = "Kolb Harrow Mercantile Brandt Selwyn Orrin Dallow Fenner Quist Tarrant Vosper Ulm"
_FIRMS = _FIRM_NAMES.split()
_DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_DAYS = _DAY_NAMES.split()
_PLAYER_NAMES = (
    "Adeyemi Brook Castell Dunmore Eriksen Falk Grady Holt Ivanov Jarrett Kessel Lindo Moreau Novak"
)
_PLAYERS = _PLAYER_NAMES.split()


def _number(rng: random.Random, low: float, high: float, digits: int = 1) -> str:
    return f"{rng.uniform(low, high):,.{digits}f}"


def _market(rng: random.Random) -> str:
    n, pick = (lambda a, b, d=1: _number(rng, a, b, d)), rng.choice
    one, two, three = rng.sample(_FIRMS, 3)
    way, word = pick([("rose", "higher"), ("fell", "lower"), ("slipped", "lower"), ("gained", "higher")])
    return (
        f"Shares in the city {way} on {pick(_DAYS)}, with the main index ending {n(5, 90)} points {word} at {n(3000, 9000)}. "
        f"The wider index of 250 companies closed at {n(9000, 19000)}. {one} was the day's best share, up {n(1, 9)} per cent "
        f"at {n(2, 90, 2)}, while {two} lost {n(1, 9)} per cent after a broker cut its forecast. {three} traded without its "
        f"dividend. Some {n(200, 900, 0)} million shares changed hands. The pound bought {n(1, 2, 4)} dollars and "
        f"{n(1, 2, 4)} euros. Brent crude for delivery next month stood at {n(40, 120, 2)} dollars a barrel. Gold was at "
        f"{n(1000, 2400, 0)} dollars an ounce."
    )


def _weather(rng: random.Random) -> str:
    n, pick = (lambda a, b: str(rng.randint(a, b))), rng.choice
    sky = ["mostly cloudy", "bright with sunny spells", "wet and windy", "dry but dull", "misty at first"]
    return (
        f"{pick(_TOWNS)} and the coast: {pick(_DAYS)} will be {pick(sky)}. There will be {pick(['a light', 'a fresh', 'a strong'])} "
        f"breeze from the {pick(['north', 'south', 'east', 'west'])}, with gusts of {n(15, 70)} kilometres an hour on the hills. "
        f"The temperature will reach {n(4, 29)} degrees in the afternoon and fall to {n(-3, 14)} in the night. The chance of "
        f"rain is {n(5, 95)} per cent. The pollen count is {pick(['low', 'moderate', 'high'])}. The sun rises at "
        f"{n(4, 8)}:{n(10, 59)} and sets at {n(16, 21)}:{n(10, 59)}. High water at the harbour is at {n(1, 11)}:{n(10, 59)} "
        f"and {n(13, 23)}:{n(10, 59)}. The outlook for the days after: {pick(sky)}, then {pick(sky)}."
    )


def _football(rng: random.Random) -> str:
    home, away = rng.sample(_TOWNS, 2)
    p, n = rng.sample(_PLAYERS, 6), (lambda a, b: rng.randint(a, b))
    return (
        f"{home} beat {away} {n(2, 4)}-{n(0, 1)} on {rng.choice(_DAYS)} to move up to number {n(1, 18)} in the table. {p[0]} opened the "
        f"scoring in the {n(3, 44)}th minute from a pass by {p[1]}, and {p[2]} made it two shortly before the break. "
        f"{away} had a goal by {p[3]} disallowed after the video referee was asked. {p[4]} was sent off in minute "
        f"{n(50, 89)} for a second foul on {p[5]}. The attendance was {n(4, 60)},{n(100, 999)}. {home} are away to "
        f"{rng.choice(_TOWNS)} next week, while {away} have a week without a game."
    )


def _basketball(rng: random.Random) -> str:
    home, away = rng.sample(_TOWNS, 2)
    p, n = rng.sample(_PLAYERS, 5), (lambda a, b: rng.randint(a, b))
    return (
        f"{p[0]} scored {n(20, 44)} points and had {n(4, 14)} rebounds as {home} defeated {away} {n(101, 130)}-{n(80, 100)} on "
        f"{rng.choice(_DAYS)} night. {p[1]} added {n(12, 25)} points and {n(4, 12)} assists for {home}, who have won {n(2, 9)} of their "
        f"last 10 games. {p[2]} led {away} with {n(18, 33)} points. {p[3]} had {n(8, 20)} off the bench. {away} shot "
        f"{n(35, 52)}% from the field and trailed by as many as {n(9, 28)}. UP NEXT: {home} visit {rng.choice(_TOWNS)} on "
        f"{rng.choice(_DAYS)}. {away} host {rng.choice(_TOWNS)} on {rng.choice(_DAYS)}."
    )


_LUCK = [
    "An old friend writes, and you may well be surprised at what is asked of you.",
    "Money that was owed comes in; put half of it aside.",
    "A quarrel at work is not yours to settle.",
    "You have put off a decision for long enough.",
    "Travel is well starred, above all by water.",
    "Somebody younger looks to you for an answer.",
    "Keep a promise that you made in spring.",
    "The evening brings company that you did not look for.",
    "Read twice before you sign.",
    "Rest is not idleness; take an hour of it.",
    "A door that seemed shut was only stiff.",
    "What you lost turns up in a coat that you no longer wear.",
    "A letter goes astray; write it again and say less.",
    "Your patience is tried before noon and rewarded after dusk.",
    "Leave the garden alone until the week is out.",
    "A neighbour has the tool that you are about to buy.",
    "Say yes to the second invitation, not the first.",
    "An idea from last winter deserves another look.",
    "Beware of advice that costs the giver nothing.",
    "Your energy is low; let others carry the table.",
    "The numbers do not add up because one of them is a wish.",
    "Affection is shown in small repairs.",
    "A stranger's joke stays with you all day.",
    "Do not lend the car.",
    "News from the south changes a plan that was too tidy.",
    "You are right, and it will not help you.",
    "Take the stairs, and you will meet someone.",
    "A child's question is the one to answer.",
    "What is heavy now will be an anecdote in autumn.",
    "Colleagues notice more than they say.",
    "A bargain is none if it needs a cupboard.",
    "Stay out of the kitchen on the ninth.",
    "The moon favours those who wait for the second bus.",
    "An apology, offered early, saves a month.",
    "Someone has kept your secret better than you did.",
    "Pay the small bill first.",
]
_SIGN_NAMES = "Aries Taurus Gemini Cancer Leo Virgo Libra Scorpio Sagittarius Capricorn Aquarius Pisces"
_SIGNS = _SIGN_NAMES.split()


def _stars(rng: random.Random) -> str:
    said = rng.sample(_LUCK, len(_SIGNS))
    head = f"Your stars for {rng.choice(_DAYS)}, by our own stargazer. Find your sign below and see what the day may bring."
    return head + "\n" + "\n".join(f"{sign}: {luck}" for sign, luck in zip(_SIGNS, said, strict=True))


def _results(rng: random.Random) -> str:
    firm, n = rng.choice(_FIRMS), (lambda a, b, d=1: _number(rng, a, b, d))
    return (
        f"{rng.choice(_TOWNS)} — {firm} Holdings on {rng.choice(_DAYS)} reported a profit of ${n(2, 900)} million in its "
        f"{rng.choice(['first', 'second', 'third', 'fourth'])} quarter. On a per-share basis, the company said it had net income of {n(10, 99, 0)} cents. "
        f"Earnings, adjusted for one-time costs, came to {n(10, 99, 0)} cents per share. The results {rng.choice(['beat', 'missed', 'met'])} the "
        f"expectations of analysts. The average estimate of {n(3, 15, 0)} analysts was for earnings of {n(10, 99, 0)} cents "
        f"per share. The company posted revenue of ${n(50, 4000)} million in the period. {firm} expects full-year revenue of "
        f"${n(4, 20, 2)} billion. {firm} shares have {rng.choice(['risen', 'fallen'])} {n(2, 45, 0)}% since the beginning of the year."
    )


def _lottery(rng: random.Random) -> str:
    drawn = ", ".join(str(x) for x in sorted(rng.sample(range(1, 60), 6)))
    return (
        f"The winning numbers in {rng.choice(_DAYS)} evening's drawing of the state lottery were: {drawn}; bonus ball {rng.randint(1, 26)}. The "
        f"jackpot stood at {rng.randint(2, 300)} million crowns. {rng.choice(['No ticket', 'One ticket', 'Two tickets'])} matched all six numbers, the "
        f"lottery said. {rng.randint(3, 90)} players matched five and win {rng.randint(2, 90)},{rng.randint(100, 999)} crowns each. The next "
        f"drawing will be held on {rng.choice(_DAYS)}. Tickets are sold until an hour before the drawing. The odds of winning the jackpot are about 1 in 45 million."
    )


def _roads(rng: random.Random) -> str:
    a, b, c, d = rng.sample(_TOWNS, 4)
    n = rng.randint
    return (
        f"Drivers are told to expect delays this week. On the A{n(10, 99)} between {a} and {b} one lane is shut from {n(7, 9)} in the "
        f"morning until {n(3, 6)} in the afternoon while the surface is renewed. The {c} road is closed at junction {n(2, 30)} for work on a "
        f"bridge; a diversion of {n(3, 19)} kilometres is signed. Temporary lights stand in {d} at the crossing by the station "
        f"until {rng.choice(_DAYS)}. The county says that emergency vehicles can pass at all times and thanks drivers for their patience."
    )


def _virus(rng: random.Random) -> str:
    town, n = rng.choice(_TOWNS), rng.randint
    return (
        f"{town} county reported {n(12, 980)} new cases of the virus on {rng.choice(_DAYS)}, bringing the total since the start of the pandemic to "
        f"{n(10, 99)},{n(100, 999)}. {n(1, 19)} more people have died, for a total of {n(120, 980)}. There are {n(20, 400)} patients in hospital, "
        f"of whom {n(3, 60)} are in intensive care. The share of tests that were positive stood at {_number(rng, 1, 19)}%. As of {rng.choice(_DAYS)}, "
        f"{n(20, 80)}% of residents had received at least one dose. Health officials urge residents to keep their distance and to get tested if they feel unwell."
    )


def _police(rng: random.Random) -> str:
    town, n = rng.choice(_TOWNS), rng.randint
    return (
        f"A {n(19, 80)}-year-old {rng.choice(['man', 'woman'])} has died after a crash on the A{n(10, 99)} near {town}. Police were called at "
        f"{n(1, 11)}.{n(10, 59)} {rng.choice(['am', 'pm'])} on {rng.choice(_DAYS)} to reports of a collision between a {rng.choice(['silver', 'blue', 'black', 'red'])} car and a "
        f"{rng.choice(['lorry', 'van', 'motorcycle', 'tractor'])}. The driver of the other vehicle, a {n(19, 80)}-year-old, was taken to hospital with minor injuries. The road was closed "
        f"for {n(2, 9)} hours while investigators worked at the scene. Anyone who saw the collision or has footage is asked to call 101, quoting reference {n(100, 999)} of {n(1, 28)} {rng.choice(['May', 'June', 'October'])}."
    )


def _obituary(rng: random.Random) -> str:
    first, last = (
        rng.choice(["Edith", "Harold", "Mabel", "Norman", "Ruth", "Walter", "Irene", "Cecil"]),
        rng.choice(_PLAYERS),
    )
    a, b = rng.sample(_TOWNS, 2)
    n = rng.randint
    return (
        f"{first} {last}, {n(70, 99)}, of {a}, died {rng.choice(_DAYS)} at home. Born in {b} in {n(1920, 1949)}, {first} worked for {n(12, 40)} years at the "
        f"{rng.choice(['post office', 'paper mill', 'county library', 'dairy'])} and was a member of St. {rng.choice(['Mark', 'Luke', 'Anne'])}'s church. Survivors include {n(1, 5)} children, {n(2, 12)} grandchildren and a sister. "
        f"Visitation will be held from {n(2, 4)} to {n(5, 8)} p.m. at {rng.choice(_FIRMS)} Funeral Home. In lieu of flowers, the family asks for gifts to the hospice in {a}. Burial will be private."
    )


def _earthquake(rng: random.Random) -> str:
    n = rng.randint
    a, b = rng.sample(_TOWNS, 2)
    return (
        f"An earthquake of magnitude {n(25, 58) / 10} was reported {rng.choice(_DAYS)} {rng.choice(['morning', 'evening'])} {n(2, 40)} kilometres from {a}, the Seismic Survey said. "
        f"It occurred at {n(1, 11)}.{n(10, 59)} {rng.choice(['am', 'pm'])} at a depth of {n(2, 29)} kilometres. According to the survey, the epicentre was {n(41, 90)} kilometres from {b}. "
        f"In the last 10 days there have been {rng.choice(['no', 'two', 'three', 'five'])} earthquakes of magnitude 3.0 or greater nearby. On average {n(20, 240)} with magnitudes between 3.0 and 4.0 "
        "occur in the region each year, going by the survey's figures of three years. Did you feel it? Tell the survey what you noticed. Even where you did not, a stronger one may come: keep water and a torch at hand."
    )


def _agenda(rng: random.Random) -> str:
    n, town = rng.randint, rng.choice(_TOWNS)
    last = [rng.choice(_PLAYERS) for _ in range(5)]
    return (
        f"The {town} town council will meet at {n(5, 8)} p.m. on {rng.choice(_DAYS)} in the council chamber at {n(100, 900)} {last[0]} Street. On the agenda are a hearing on the rezoning of {n(2, 90)} hectares "
        f"near {last[1]} Road, a contract of {n(20, 900)},000 crowns with {rng.choice(_FIRMS)} for the repair of streets, and the appointment of Edith {last[2]} to the planning board. The council will also hear a report from "
        f"Treasurer Walter {last[3]} on the budget. The meeting is open to the public and will be shown on the town's website. Residents who wish to speak must put down their names by {n(2, 4)} p.m. on the day of the meeting."
    )


SERIALS: Sequence[Callable[[random.Random], str]] = (
    _market,
    _weather,
    _football,
    _basketball,
    _stars,
    _results,
    _lottery,
    _roads,
    _virus,
    _police,
    _obituary,
    _earthquake,
    _agenda,
)

#: Short reports of invented events, each by two or three hands that did not read each other.
EVENTS: Sequence[Sequence[str]] = (
    (
        "A fire broke out early on Tuesday in a furniture warehouse on Dock Street in Varnholt. Sixty firefighters needed four hours to put it out. Nobody was hurt. Police are looking into the cause.",
        "Firefighters battled for four hours on Tuesday to control a blaze at a furniture store in Varnholt's Dock Street. The building was empty when the fire started and there were no injuries. The cause is being investigated, police said. Sixty crew members were sent to the scene.",
        "A warehouse full of furniture burned down in Varnholt on Tuesday morning, the fire service said. No one was inside. About 60 firefighters worked at Dock Street until nine o'clock. How the fire began is not known.",
    ),
    (
        "The central bank raised its main interest rate by a quarter of a point to 3.75 per cent on Thursday. It was the fifth increase in a row. Governor Lena Orr said inflation was still too high. Economists had expected the move.",
        "Interest rates went up again on Thursday as the central bank lifted its key rate to 3.75 per cent from 3.5 per cent. Inflation remains too high, Governor Lena Orr told reporters. The decision, the fifth rise running, had been widely expected by economists.",
    ),
    (
        "Oster striker Paul Falk will miss the rest of the season after tearing a ligament in his right knee. The 27-year-old was hurt in training on Wednesday. He will have an operation next week, the club said. Falk has scored 14 goals this season.",
        "Paul Falk's season is over, Oster announced on Thursday. The forward, who has 14 goals to his name, damaged knee ligaments in a training session and faces surgery. Falk, 27, is expected back in the autumn.",
        "Oster have lost their top scorer for the season. Falk, 27, tore a ligament in his right knee on Wednesday in training and must be operated on. He has 14 goals. Coach Ulla Brandt called it a heavy blow.",
    ),
    (
        "An earthquake of magnitude 6.1 shook the south of the island on Saturday evening. At least nine people died, most of them in the town of Corran, where a hotel collapsed. Rescuers were still searching the rubble at midnight. The quake was felt in the capital, 200 kilometres away.",
        "At least nine people were killed when a 6.1-magnitude earthquake struck the southern part of the island on Saturday. A hotel came down in Corran, the worst-hit town, and people were feared trapped. The tremor could be felt 200 kilometres away in the capital, officials said.",
    ),
    (
        "Writer Judith Amsel has won this year's Kolb prize for her novel The Salt Year. The jury praised its quiet wit. The prize is worth 40,000 crowns. Amsel, 58, lives in Hollen and has published six novels.",
        "Judith Amsel is the winner of the Kolb prize, the jury announced in Brenning on Monday. She receives 40,000 crowns for The Salt Year, her sixth novel. The jury spoke of a book of great humour. Amsel is 58 years old.",
    ),
    (
        "The government will ban the sale of new petrol cars from 2035, Transport Minister Ivor Selwyn said on Monday. Charging stations will be built along all motorways. Carmakers called the plan too hasty. The opposition said it came too late.",
        "New petrol cars may no longer be sold after 2035 under a plan that Transport Minister Ivor Selwyn presented on Monday. The industry warned of haste, the opposition of delay. All motorways are to get charging points.",
    ),
    (
        "A court in Brenning sentenced former mayor Karl Dorrit to four years in prison on Friday for taking bribes. Dorrit had accepted 210,000 crowns from a building firm. He denied the charges and said he would appeal. Two officials received suspended sentences.",
        "Former Brenning mayor Karl Dorrit must go to prison for four years. A court found him guilty on Friday of having taken 210,000 crowns in bribes from a construction company. Dorrit, who maintains that he is innocent, will appeal. Two co-defendants got suspended terms.",
        "Karl Dorrit, once mayor of Brenning, was found guilty of corruption on Friday. The judges gave him four years. A builder had paid him 210,000 crowns for contracts, they said. His lawyer announced an appeal.",
    ),
    (
        "A passenger train derailed near Tilbeck on Sunday, injuring 23 people, three of them seriously. The accident happened at 4.20 p.m. on a bend. Rail traffic between Tilbeck and Marrow was suspended. The operator said the track had been inspected in May.",
        "Twenty-three people were injured, three seriously, when a train came off the rails on Sunday afternoon near Tilbeck. The line to Marrow remains closed. According to the operator the track was last checked in May. Investigators have begun their work on the bend where it happened.",
    ),
    (
        "Police in Danby have arrested a 34-year-old man on suspicion of stealing 19 paintings from the town museum. The pictures were found in his garage on Wednesday. They are worth about two million crowns. The man had worked at the museum as a guard.",
        "Nineteen stolen paintings have turned up in a garage in Danby, police said on Wednesday. A former museum guard, 34, is in custody. The works, valued at some two million crowns, vanished from the town museum in March.",
    ),
    (
        "Brewer Kolb is to cut 600 jobs and close its plant in Marrow by the end of next year. Sales fell by eight per cent in the first half. The union said it would fight the closure. Kolb employs 5,200 people.",
        "Kolb will shut its brewery in Marrow and do away with 600 of its 5,200 jobs, the company said on Tuesday. It blamed falling sales, which were down eight per cent in the six months to June. Union leaders promised resistance.",
    ),
    (
        "The space agency's probe Lantern landed safely on the asteroid on Thursday at 11.42 a.m. It will collect soil and return to Earth in three years. Engineers in the control room in Sellin cheered. The mission cost 480 million euros.",
        "After a flight of two years the probe Lantern has set down on its asteroid. Confirmation reached the control centre in Sellin shortly before noon on Thursday, to cheers from engineers. The craft is to bring samples of soil home in three years. The agency has spent 480 million euros on it.",
    ),
    (
        "Schools in the county will stay closed on Monday because of snow, the education office said on Sunday. Up to 40 centimetres fell over the weekend. Buses are not running in Pell and Lowick. More snow is forecast for Tuesday.",
        "There will be no lessons in the county on Monday after as much as 40 centimetres of snow fell at the weekend. The education office announced the closure on Sunday evening. In Pell and Lowick no buses are running. Forecasters expect further snow on Tuesday.",
    ),
    (
        "President Amara Sule has won a second term with 54 per cent of the vote, the electoral commission said on Wednesday. Her rival Ibrahim Kone took 41 per cent. He spoke of fraud and called for protests. Observers described the vote as largely fair.",
        "Amara Sule has been re-elected president, according to results published on Wednesday. She received 54 per cent against 41 for Ibrahim Kone, who rejected the outcome and urged his supporters to protest. Foreign observers said the election had been largely fair.",
    ),
    (
        "A bear has been seen three times this week in the woods above Eastmere. Foresters ask walkers to keep dogs on the lead. The animal is thought to have come from across the border. The last bear in the district was shot in 1911.",
        "Walkers near Eastmere should keep their dogs on a lead, the forestry office advises: a bear has been sighted there on three occasions this week. It probably wandered in over the border. No bear has lived in the district since 1911.",
    ),
)

#: A short report and what another desk made of it: reworded, the same text still.
REWORDED: Sequence[tuple[str, str]] = (
    (
        "A fire broke out early on Tuesday in a furniture warehouse on Dock Street in Varnholt. Sixty firefighters needed four hours to put it out. Nobody was hurt. Police are looking into the cause.",
        "A blaze broke out early Tuesday in a furniture warehouse in Dock Street, Varnholt. Sixty firefighters took four hours to put it out. No one was hurt. Police are investigating the cause.",
    ),
    (
        "The central bank raised its main interest rate by a quarter of a point to 3.75 per cent on Thursday. It was the fifth increase in a row. Governor Lena Orr said inflation was still too high. Economists had expected the move.",
        "On Thursday the central bank raised its main rate by a quarter point to 3.75 percent. It is the fifth rise in a row. Inflation is still too high, Governor Lena Orr said. The move had been expected by economists.",
    ),
    (
        "Oster striker Paul Falk will miss the rest of the season after tearing a ligament in his right knee. The 27-year-old was hurt in training on Wednesday. He will have an operation next week, the club said. Falk has scored 14 goals this season.",
        "Oster's striker Paul Falk is to miss the rest of the season after he tore a ligament in the right knee. The 27-year-old was injured in training on Wednesday. He will be operated on next week, the club said. Falk has 14 goals this season.",
    ),
    (
        "A court in Brenning sentenced former mayor Karl Dorrit to four years in prison on Friday for taking bribes. Dorrit had accepted 210,000 crowns from a building firm. He denied the charges and said he would appeal. Two officials received suspended sentences.",
        "The former mayor Karl Dorrit was sentenced to four years in prison for taking bribes by a court in Brenning on Friday. Dorrit had accepted 210,000 crowns from a building company. He denied the charge and said he would appeal. Two officials were given suspended sentences.",
    ),
    (
        "A passenger train derailed near Tilbeck on Sunday, injuring 23 people, three of them seriously. The accident happened at 4.20 p.m. on a bend. Rail traffic between Tilbeck and Marrow was suspended. The operator said the track had been inspected in May.",
        "A passenger train has derailed near Tilbeck, injuring 23 people, three of them badly. The accident occurred at 4.20 p.m. on Sunday on a bend. Rail services between Tilbeck and Marrow were suspended. The track had been inspected in May, the operator said.",
    ),
    (
        "Brewer Kolb is to cut 600 jobs and close its plant in Marrow by the end of next year. Sales fell by eight per cent in the first half. The union said it would fight the closure. Kolb employs 5,200 people.",
        "The brewer Kolb will cut 600 jobs and close its Marrow plant by the end of next year. Its sales fell eight per cent in the first half. The union said that it will fight the closure. Kolb has 5,200 employees.",
    ),
    (
        "Police in Danby have arrested a 34-year-old man on suspicion of stealing 19 paintings from the town museum. The pictures were found in his garage on Wednesday. They are worth about two million crowns. The man had worked at the museum as a guard.",
        "A 34-year-old man has been arrested by police in Danby on suspicion of stealing 19 paintings from the town's museum. The pictures were found on Wednesday in his garage and are worth about two million crowns. He had worked as a guard at the museum.",
    ),
)
