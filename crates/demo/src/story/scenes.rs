//! What happens, in order: half a year of a partnership.

use super::Act::{
    Agenda, AgendaDone, Agree, Answer, Ask, CloseRound, EndMeeting, Evidence, Found, Import, Invite,
    InviteLink, InviteOther, Join, Meet, Note, OpenRound, OwnQuestion, Owner, Partner, Remind, RemindOther,
    Reply, Reveal, Settings, Snapshot, Speak, StageNotes, Step, StepDone, Tap, Team,
};
use super::When::{Days, Minutes};
use super::partners::{BRIDGEWAY, FUND, HEALTH, HOUSING_AUTHORITY, IMPORTED, PARENTS, SCHOOLS, TENANTS};
use super::voices::{FIRST, SECOND, THIRD};
use super::{Act, Scene, When};

const fn scene(when: When, who: &'static str, acts: &'static [Act]) -> Scene {
    Scene { when, who, acts }
}

/// How many people of each organization a round asks.
const ASKED: &[(&str, u32)] = &[
    ("Bridgeway Collective", 1),
    ("Milbrook Housing Authority", 1),
    ("Eastgate Community Homes", 1),
    ("County Continuum of Care", 1),
    ("Milbrook Public Schools", 2),
    ("After-School Alliance", 1),
    ("Northside Tenants Council", 3),
    ("Parents of Garfield School", 2),
    ("Riverside Family Health", 1),
    ("City Office of Neighborhoods", 1),
];

const ROSA: &str = "Rosa Medina";
const MARCUS: &str = "Marcus Bell";
const DANA: &str = "Dana Whitfield";
const CARLA: &str = "Carla Núñez";
const BEA: &str = "Bea Wong";
const ANA: &str = "Ana Ruiz";
const JOY: &str = "Joy Kim";
const THUY: &str = "Thuy Tran";
const BILL: &str = "Bill Yates";
const MAI: &str = "Mai Vang";
const LUZ: &str = "Luz Rey";
const IVY: &str = "Ivy Cole";
const LENA: &str = "Lena Ortiz";
const KIT: &str = "Kit Moss";
const NEIL: &str = "Neil Ode";

/// The story from its beginning to now.
#[rustfmt::skip] // one scene after the other, short ones on one line
pub const SCENES: &[Scene] = &[
    // A workbook becomes a partnership.
    scene(Days(192, 15), ROSA, &[
        Found { name: "Milbrook Homes & Schools", community: "Milbrook" },
        Partner(BRIDGEWAY), Partner(HOUSING_AUTHORITY), Partner(SCHOOLS), Partner(TENANTS), Partner(PARENTS),
        Partner(HEALTH), Partner(FUND),
        Speak,
        Settings(&[
            ("name", "Milbrook Homes & Schools"),
            ("community", "Milbrook"),
            ("places", "Northside, Eastgate, Garfield"),
            ("purpose", "Children who live in public housing get to school every day, and stay in one school."),
            ("languages", "en es"),
            ("color", "#1d3a4f"),
            ("backbone", "Bridgeway Collective"),
        ]),
        Import(IMPORTED),
    ]),
    scene(Days(191, 16), ROSA, &[
        Invite(&[MARCUS, DANA, CARLA, BEA, ANA, JOY, THUY, BILL, MAI, LUZ, LENA, KIT, NEIL]),
    ]),
    scene(Days(191, 18), MARCUS, &[Join, Speak]),
    scene(Days(191, 19), DANA, &[Join, Speak]),
    scene(Days(190, 14), THUY, &[Join, Speak]),
    scene(Days(190, 15), LENA, &[Join, Speak]),
    scene(Days(190, 16), JOY, &[Join, Speak]),
    scene(Days(190, 17), ANA, &[Join, Speak]),
    scene(Days(189, 15), BEA, &[Join, Speak]),
    scene(Days(189, 18), CARLA, &[Join, Speak]),
    scene(Days(188, 14), KIT, &[Join, Speak]),
    scene(Days(188, 20), LUZ, &[Join, Speak]),
    scene(Days(187, 16), BILL, &[Join, Speak]),
    scene(Days(187, 17), MAI, &[Join, Speak]),
    scene(Days(186, 15), NEIL, &[Join, Speak]),

    // The first round.
    scene(Days(185, 15), ROSA, &[Snapshot("Before the first round"), OpenRound { closes: -165, asked: ASKED }]),
    scene(Days(184, 16), ROSA, &[Answer(FIRST[0])]),
    scene(Days(183, 14), DANA, &[Answer(FIRST[1])]),
    scene(Days(182, 18), CARLA, &[Answer(FIRST[2])]),
    scene(Days(181, 15), BEA, &[Answer(FIRST[3])]),
    scene(Days(180, 15), MARCUS, &[Answer(FIRST[4])]),
    scene(Days(178, 17), ANA, &[Answer(FIRST[5])]),
    scene(Days(177, 14), JOY, &[Answer(FIRST[6])]),
    scene(Days(175, 19), THUY, &[Answer(FIRST[7])]),
    scene(Days(172, 15), ROSA, &[Remind]),
    scene(Days(171, 20), BILL, &[Answer(FIRST[8])]),
    scene(Days(170, 19), MAI, &[Answer(FIRST[9])]),
    scene(Days(169, 20), LUZ, &[Answer(FIRST[10])]),
    scene(Days(168, 14), LENA, &[Answer(FIRST[11])]),
    scene(Days(166, 15), ROSA, &[
        CloseRound,
        Agenda("community-voice", "Thuy and Dana see this very differently. Start with what each of them saw."),
        Agenda("power-and-agency", "Who decides what, and who hears of it when?"),
        Agenda("goal-setting", "One sentence that both sectors can sign."),
    ]),

    // The first meeting, and what comes of it.
    scene(Days(158, 16), ROSA, &[
        Meet,
        Ask("goal-setting"), Tap("yppnpnnp"), Reveal,
        Agree("p", "We want to know why children in public housing miss school. Marcus and Dana write it down on one page."),
        Ask("community-voice"), Tap("nnnpynpn"), Reveal,
        Agree("n", "A survey is not enough. We walk through Eastgate with residents before the fall."),
        Ask("power-and-agency"), Tap("nnpnypnn"), Reveal,
        Agree("n", "Residents get two seats on the steering group."),
        EndMeeting,
        AgendaDone("goal-setting"), AgendaDone("community-voice"), AgendaDone("power-and-agency"),
        Step { text: "Write our question for this assessment on one page", owner: MARCUS, due: Some(-140), question: "goal-setting" },
        Step { text: "Walk through Eastgate with residents and write down what they ask", owner: "Northside Tenants Council", due: Some(-95), question: "community-voice" },
        Step { text: "Give residents two seats on the steering group", owner: DANA, due: Some(-110), question: "power-and-agency" },
        Step { text: "Book interpreters for every meeting", owner: "Bridgeway Collective", due: Some(-100), question: "diverse-representation" },
        Team(&[("local-conditions", 'p'), ("target-populations", 'n'), ("quantitative-and-qualitative-data", 'p'), ("racial-equity", 'n'),
            ("local-stakeholders", 'p'), ("diverse-representation", 'n'), ("existing-partnerships", 'y')]),
        Owner("goal-setting", MARCUS), Owner("community-voice", THUY), Owner("target-populations", BEA),
        Owner("quantitative-and-qualitative-data", ANA), Owner("local-stakeholders", KIT), Owner("power-and-agency", ROSA),
        Snapshot("After the first meeting"),
    ]),
    scene(Days(150, 15), MARCUS, &[
        Note("goal-setting", "Draft: “Which moves and which missed days go together, and what would have helped?”"),
    ]),
    scene(Days(149, 18), THUY, &[
        Reply("goal-setting", "Draft: “Which moves and which missed days go together, and what would have helped?”", "Good. Say “what would have helped, in the words of the family”."),
    ]),
    scene(Days(141, 15), MARCUS, &[
        StepDone("Write our question for this assessment on one page"),
        Team(&[("goal-setting", 'y')]),
        Evidence("goal-setting", "document", "Our question, on one page", "https://bridgeway.example/files/our-question.pdf"),
    ]),
    scene(Days(112, 15), DANA, &[StepDone("Give residents two seats on the steering group")]),
    scene(Days(104, 16), ROSA, &[StepDone("Book interpreters for every meeting"), Team(&[("diverse-representation", 'p')])]),
    scene(Days(97, 22), THUY, &[
        StepDone("Walk through Eastgate with residents and write down what they ask"),
        Team(&[("community-voice", 'p')]),
        Evidence("community-voice", "record", "Notes of the walk through Eastgate, eleven residents", ""),
        StageNotes("assess", "From the walk in Eastgate:\n- Families want to know early when a repair means that they have to move.\n- Two of three who moved in the school year changed schools, and none of them had asked for it.\n- Ask again in spring. Bring the answers back first."),
    ]),
    scene(Days(84, 15), BEA, &[
        Note("target-populations", "Proposal: families who moved twice in a year, by the wide definition of the schools. HUD’s number goes beside it, never added."),
        Team(&[("target-populations", 'y')]),
        Evidence("target-populations", "page", "The two definitions of homelessness, side by side", "https://county-coc.example/definitions"),
    ]),
    scene(Days(76, 16), ANA, &[
        Team(&[("local-conditions", 'y'), ("quantitative-and-qualitative-data", 'y'), ("racial-equity", 'p')]),
        Evidence("quantitative-and-qualitative-data", "document", "Moves and missed days, last school year", "https://milbrook-schools.example/reports/moves-and-missed-days.pdf"),
        Evidence("local-conditions", "document", "Condition of homes on the Northside", "https://milbrook-housing.example/reports/northside.pdf"),
        OwnQuestion("assess", "Have we asked families who moved away why they left?"),
    ]),
    scene(Days(70, 17), KIT, &[
        Team(&[("local-stakeholders", 'y')]),
        Evidence("local-stakeholders", "page", "Who works on homes and schools in Milbrook", "https://milbrook-city.example/neighborhoods/who"),
    ]),

    // The second round.
    scene(Days(64, 15), ROSA, &[Snapshot("Before the second round"), Invite(&[IVY])]),
    scene(Days(63, 19), IVY, &[Join, Speak]),
    scene(Days(62, 15), ROSA, &[OpenRound { closes: -41, asked: ASKED }]),
    scene(Days(61, 16), ROSA, &[Answer(SECOND[0])]),
    scene(Days(60, 14), DANA, &[Answer(SECOND[1])]),
    scene(Days(59, 18), CARLA, &[Answer(SECOND[2])]),
    scene(Days(58, 15), BEA, &[Answer(SECOND[3])]),
    scene(Days(57, 15), MARCUS, &[Answer(SECOND[4])]),
    scene(Days(56, 17), ANA, &[Answer(SECOND[5])]),
    scene(Days(55, 14), JOY, &[Answer(SECOND[6])]),
    scene(Days(54, 19), THUY, &[Answer(SECOND[7])]),
    scene(Days(52, 15), ROSA, &[Remind]),
    scene(Days(51, 20), BILL, &[Answer(SECOND[8])]),
    scene(Days(50, 19), MAI, &[Answer(SECOND[9])]),
    scene(Days(49, 20), LUZ, &[Answer(SECOND[10])]),
    scene(Days(48, 21), IVY, &[Answer(SECOND[11])]),
    scene(Days(47, 14), LENA, &[Answer(SECOND[12])]),
    scene(Days(46, 14), KIT, &[Answer(SECOND[13])]),
    scene(Days(42, 15), ROSA, &[
        CloseRound,
        Agenda("power-and-agency", "Leaders say yes, residents say not yet. Again. What would a say about money look like?"),
        Agenda("community-voice", "Better than in the first round. What is still missing?"),
        Agenda("baseline-assessment", "Bill: put the numbers up in the lobby."),
    ]),

    // The second meeting.
    scene(Days(33, 16), ROSA, &[
        Meet,
        Ask("power-and-agency"), Tap("nnpynppnyn"), Reveal,
        Agree("p", "The steering group votes on the small grants, residents with it. Dana brings the text to the next meeting."),
        Ask("community-voice"), Tap("ppnpppypnp"), Reveal,
        Agree("p", "Residents choose two of the five questions of the next walk."),
        Ask("outcomes-and-accountability"), Tap("ppnppnppdp"), Reveal,
        Agree("p", "Chronic absence among children in public housing: from 38% to 30% by June of the year after next. Marcus writes it down."),
        EndMeeting,
        AgendaDone("power-and-agency"), AgendaDone("community-voice"),
        Step { text: "Hang our starting numbers in the lobbies, in English and Spanish", owner: BILL, due: Some(-6), question: "baseline-assessment" },
        Step { text: "Bring a text on who votes on the small grants", owner: DANA, due: Some(-2), question: "power-and-agency" },
        Step { text: "Sign the agreement on addresses between schools and housing", owner: "Milbrook Housing Authority", due: Some(16), question: "progress-monitoring-and-data-sharing" },
        Step { text: "Name a backup contact at Riverside Family Health", owner: "", due: None, question: "" },
        Step { text: "Ask the fund for a third year", owner: NEIL, due: Some(40), question: "sustainability" },
        Step { text: "Write the target for attendance into the charter", owner: MARCUS, due: Some(-20), question: "outcomes-and-accountability" },
        Owner("outcomes-and-accountability", MARCUS), Owner("baseline-assessment", BILL), Owner("support-and-resources", DANA),
        Snapshot("After the second meeting"),
    ]),
    scene(Days(29, 15), MARCUS, &[
        Team(&[("program-planning", 'n'), ("community-engagement", 'n'), ("organizational-alignment", 'p')]),
        Evidence("outcomes-and-accountability", "record", "Minutes of the second meeting", ""),
        StageNotes("outcomes", "Target: chronic absence among children in public housing from 38% to 30%.\nNext: what each partner would do for it even without us (Joy collects)."),
    ]),
    scene(Days(24, 16), ROSA, &[
        InviteOther("assistant.superintendent@milbrook-schools.example", "Milbrook Public Schools"),
        InviteOther("clinic.desk@riverside-health.example", "Riverside Family Health"),
        InviteLink("Parents of Garfield School"),
    ]),
    scene(Days(22, 15), MARCUS, &[StepDone("Write the target for attendance into the charter")]),
    scene(Days(20, 17), THUY, &[
        Note("power-and-agency", "Two seats are filled: Bill and Mai. The vote on small grants is what we wait for."),
        Evidence("power-and-agency", "person", "Thuy Tran, chair of the tenants council", ""),
    ]),
    scene(Days(17, 15), BEA, &[
        Team(&[("progress-monitoring-and-data-sharing", 'p')]),
        Note("progress-monitoring-and-data-sharing", "Attendance is signed until next summer. Addresses wait for the housing authority’s lawyers."),
        Evidence("existing-partnerships", "page", "Members of the Continuum of Care", "https://county-coc.example/members"),
    ]),
    scene(Days(13, 16), JOY, &[
        Team(&[("community-impact", 'n'), ("support-and-resources", 'p'), ("messaging-and-communication", 'p'), ("sustainability", 'n')]),
        StageNotes("implement", "Rooms: Eastgate Community Homes gives two, from 3 to 6 PM.\nStaff: half a position at the housing authority, if the board agrees in January."),
    ]),

    // The third round, and the last days.
    scene(Days(7, 15), ROSA, &[
        RemindOther("clinic.desk@riverside-health.example"),
        OpenRound { closes: 13, asked: ASKED },
    ]),
    scene(Days(6, 16), ROSA, &[Answer(THIRD[0])]),
    scene(Days(5, 15), MARCUS, &[Answer(THIRD[1])]),
    scene(Days(5, 19), THUY, &[Answer(THIRD[2])]),
    scene(Days(4, 17), ANA, &[Answer(THIRD[3]),
        Step { text: "Bring the list of calls that two of us make twice", owner: ANA, due: Some(5), question: "partner-responsibilities" }]),
    scene(Days(4, 18), LENA, &[Answer(THIRD[4])]),
    scene(Days(3, 18), CARLA, &[Answer(THIRD[5]),
        Agenda("partner-responsibilities", "La hoja de quién llama a quién: ¿sirve también para las otras escuelas?")]),
    scene(Days(3, 20), LUZ, &[Answer(THIRD[6])]),
    scene(Days(2, 15), ROSA, &[
        Agenda("messaging-and-communication", "Letters in both languages: what is missing?"),
        Step { text: "Ask three partners to say our goal in two sentences", owner: "", due: Some(9), question: "messaging-and-communication" },
        Step { text: "Look for landlords on Fourth Street who would join", owner: KIT, due: Some(30), question: "local-stakeholders" },
        Team(&[("partner-responsibilities", 'p'), ("implementation-timeline", 'n')]),
    ]),
    scene(Days(1, 16), BILL, &[
        Note("baseline-assessment", "Two lobbies are done. Fourth Street waits for the frame."),
        Team(&[("baseline-assessment", 'p')]),
    ]),
    scene(Minutes(150), ANA, &[
        Evidence("racial-equity", "record", "Moves by race and school, first half of the year", ""),
    ]),
    // Right now people sit together.
    scene(Minutes(25), ROSA, &[
        Meet,
        Ask("messaging-and-communication"), Tap("pnppypnpp"), Reveal,
    ]),
];
