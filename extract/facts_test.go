package extract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

func TestPay(t *testing.T) {
	pay := func(lo, hi float64, currency, period string) *trends.Pay {
		return &trends.Pay{Min: lo, Max: hi, Currency: currency, Period: period}
	}
	for _, tt := range []struct {
		text string
		want *trends.Pay
	}{
		{"Example | Engineer | Onsite | $150-210K + equity", pay(150e3, 210e3, "USD", "year")},
		{"Example | Engineer | $120k–$160k | NYC", pay(120e3, 160e3, "USD", "year")},
		{"Example | Engineer | $120k - 160k | 0.5-1.0% equity", pay(120e3, 160e3, "USD", "year")},
		{"Salary: €60.000 – 80.000 per year", pay(60e3, 80e3, "EUR", "year")},
		{"Salary 60 000 - 80 000 EUR", pay(60e3, 80e3, "EUR", "year")},
		{"Gehalt: 60'000 – 80'000 CHF p.a.", pay(60e3, 80e3, "CHF", "year")},
		{"Contract at £600/day, outside IR35", pay(600, 600, "GBP", "day")},
		{"Rate: £450 - £600 per day", pay(450, 600, "GBP", "day")},
		{"The pay is $61/hour.", pay(61, 61, "USD", "hour")},
		{"Pay: $25.50 - $31.75 an hour", pay(25.5, 31.75, "USD", "hour")},
		{"CTC 1.2 Cr to 1.5 Cr", pay(1.2e7, 1.5e7, "INR", "year")},
		{"Compensation: 20-30 LPA", pay(20e5, 30e5, "INR", "year")},
		{"Salary: ₹15,00,000 per annum", pay(15e5, 15e5, "INR", "year")},
		{"CTC: INR 18,00,000 - 1,25,00,000 per annum", pay(18e5, 125e5, "INR", "year")},
		{"Salary: up to $170,000", pay(0, 170e3, "USD", "year")},
		{"Pay: at least EUR 55.000,-", pay(55e3, 0, "EUR", "year")},
		{"We pay 16 € per hour.", pay(16, 16, "EUR", "hour")},
		{"We pay 120,000 USD per year", pay(120e3, 120e3, "USD", "year")},
		{"Base salary of USD 95,000-115,000 per year plus bonus", pay(95e3, 115e3, "USD", "year")},
		{"The base pay is CA$100,000 - CA$120,000", pay(100e3, 120e3, "CAD", "year")},
		{"Salary range $100,000 to $120,000 AUD", pay(100e3, 120e3, "AUD", "year")},
		{"Salary: $4,000 - $6,000 per month", pay(4e3, 6e3, "USD", "month")},
		{"Example | Engineer | 100-200k chf/annum", pay(100e3, 200e3, "CHF", "year")},
		{"- Engineer | $170-225k + equity\n- Designer | $105-$137k + equity", pay(105e3, 225e3, "USD", "year")},
		{"Pay: ₹40,000/- to ₹1,10,000/- per month", pay(40e3, 110e3, "INR", "month")},
		{"Our customers spend $2B a year.\nCash: 130k-150k base to start", pay(130e3, 150e3, "USD", "year")},
		{"Example | Engineers | Remote | USD50k-USD70k", pay(50e3, 70e3, "USD", "year")},
		{"Example | Engineers | Salary: $90k / $70k + bonuses | Remote", pay(70e3, 90e3, "USD", "year")},
		{"Example | Developer | Boston | 90k-110k", pay(90e3, 110e3, "USD", "year")},
		{"Example | Developers | Menlo Park | 90K - 110K + equity", pay(90e3, 110e3, "USD", "year")},
		{"Pay Range: 121,000 – 144,000\nWe sit in Seattle.", pay(121e3, 144e3, "USD", "year")},
		{"Compensation 130,000-144,000 plus bonus\nWe sit in Boston.", pay(130e3, 144e3, "USD", "year")},
		{"We pay for it: $200 monthly limit on books", nil},
		{"Earn a wage instead of spending $7,000 to $9,000 on tuition.", nil},
		{"The average nurse makes $36k - $40k a year with us.", nil},
		{"Perks:\n- Fertility HRA (up to $9,000 per year)", nil},
		{"Courses of up to $4,000 per year", nil},
		{"Compensation: $1,900 per credit", nil},
		{"We raised $25M in our Series B and have $10M ARR.", nil},
		{"Our customers save $150,000 - $180,000 in revenue", nil},
		{"401k matching, $5,000 signing bonus, $1,200/yr learning budget", nil},
		{"Founded in 2010 - 2012 with 100-200 people, 10k users", nil},
		{"A $100k-$200k budget for your GPU needs", nil},
		{"Processing 150-200k events per second", nil},
		{"", nil},
	} {
		got := small(t).Tag("", tt.text).Pay
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("pay of %q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestRemote(t *testing.T) {
	for _, tt := range []struct {
		title, text string
		want        trends.Remote
	}{
		{"", "Example | Engineer | REMOTE (US)", trends.RemoteRemote},
		{"", "Example | Engineer | Berlin | Onsite", trends.RemoteOnsite},
		{"", "Example | Engineer | Onsite or Remote", trends.RemoteRemote},
		{"", "Example | Engineer | Hybrid, Paris", trends.RemoteHybrid},
		{"", "Example | Engineer | Paris | Onsite\n\nWe have two days from home a week.", trends.RemoteHybrid},
		{"", "Example | Engineer | Paris\n\nNo remote, sorry.", trends.RemoteOnsite},
		{"", "Example | Engineer | Onsite\n\nWe currently aren't doing remote.", trends.RemoteOnsite},
		{"", "Example | Engineer | Paris\n\nWe make remote sensing satellites and hybrid cars.", trends.RemoteUnspecified},
		{"Engineer (Remote)", "We build things.", trends.RemoteRemote},
		{"Engineer", "Location: Remote\nWe build things.", trends.RemoteRemote},
		{"Engineer", "This is a fully remote position within the EU.", trends.RemoteRemote},
		{"Engineer", "This is a hybrid role: three days per week in the office.", trends.RemoteHybrid},
		{"Engineer", "You present results to remote groups and do on-site interviews in a hybrid cloud.", trends.RemoteUnspecified},
		{"Engineer", "Job Location: our sites in Ulm, Kiel, Graz, Linz, Bern and Basel (Hybrid)", trends.RemoteHybrid},
		{"Engineer", "Those who like may work from home every Tuesday.", trends.RemoteHybrid},
		{"Engineer", "Perks: work from home allowance, home-office equipment", trends.RemoteUnspecified},
		{"Engineer", "We are a remote organization.", trends.RemoteRemote},
		{"Engineer", "Remote until further notice.", trends.RemoteRemote},
		{"Engineer", "No remote work. Four days at our Ulm office.", trends.RemoteOnsite},
		{"Engineer", "You spend two days a week at the office.", trends.RemoteHybrid},
		{"Engineer", "Four days on site, one at home.", trends.RemoteHybrid},
		{"Engineer", "We give 3 days of leave for each child.", trends.RemoteUnspecified},
		{"Engineer", "Remote work. We pay a bonus for your ideal home office.", trends.RemoteRemote},
		{"Engineer", "Ours is a remote internship of twelve weeks.", trends.RemoteRemote},
		{"Engineer", "Facts:\n- Type: Hybrid\n- Hours: 40", trends.RemoteHybrid},
		{"Engineer", "People are in the office at least on Mondays.", trends.RemoteHybrid},
		{"Engineer", "Perks:\n- Free lunch in office", trends.RemoteUnspecified},
		{"Engineer", "Perks: remote work days, lunch in the canteen", trends.RemoteHybrid},
		{"Engineer", "Our hybrid policy asks for a week each month.", trends.RemoteHybrid},
		{"Engineer", "Your desk stands at our office in Ulm.", trends.RemoteOnsite},
		{"", "Example | Engineer | Onsite (remote during covid)", trends.RemoteOnsite},
		{"", "Example | Engineer | Ulm (currently remote)", trends.RemoteRemote},
		{"Engineer", "Benefits: in-office perks such as lunch", trends.RemoteUnspecified},
		{"Engineer", "This is a 100% remote position. Our product is for desks in the hybrid workplace.", trends.RemoteRemote},
		{"Engineer", "We are an equal opportunity employer. #LI-Hybrid", trends.RemoteHybrid},
		{"Engineer", "We are flexible about remote work in Norway.", trends.RemoteRemote},
		{"Engineer", "We work in a hybrid model, with Mondays at our desks.", trends.RemoteHybrid},
		{"Engineer", "We work from 9 to 5.", trends.RemoteUnspecified},
	} {
		if got := small(t).Tag(tt.title, tt.text).Remote; got != tt.want {
			t.Errorf("place of %q %q: %s, want %s", tt.title, tt.text, got, tt.want)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, tt := range []struct{ title, text, roles, seniority string }{
		{"Senior Machine Learning Engineer", "", "ml_engineer", "senior"},
		{"AI/ML Engineer", "", "ai_engineer ml_engineer", ""},
		{"Machine Learning / NLP Engineer", "", "nlp_engineer", ""},
		{"Computer Vision / ML Engineer", "", "cv_engineer", ""},
		{"Data Scientist / ML Engineer", "", "data_scientist ml_engineer", ""},
		{"Sr. Data Engineer II", "", "data_engineer", "mid senior"},
		{"Staff Software Engineer, Machine Learning", "", "ml_engineer", "staff"},
		{"ML Platform Engineer", "", "mlops_engineer", ""},
		{"Machine Learning Research Scientist", "", "research_scientist", ""},
		{"Applied Scientist", "", "applied_scientist", ""},
		{"Principal Data Analyst", "", "data_analyst", "staff"},
		{"Robotics Software Engineer (Intern)", "", "robotics_engineer", "intern"},
		{"Engineering Manager, Data Science", "", "data_scientist manager", "manager"},
		{"Responsible AI Lead", "", "ai_ethics", "staff"},
		{"AI Strategy Consultant", "", "ai_strategist", ""},
		{"Product Manager", "", "other", ""},
		{"Full-Stack Engineer with ML Experience", "", "software_engineer", ""},
		{"Data Engineer", "You lead a team of four.", "data_engineer manager", ""},
		{"Data Engineer", "Requirements:\n- 3-5 years of experience", "data_engineer", "mid"},
		{"Data Engineer", "Requirements:\n- five years of experience\n- 2 years of SQL", "data_engineer", "senior"},
		{"Data Engineer", "You need one year of experience.", "data_engineer", "junior"},
		{"Data Engineer", "Requirements:\n- 2+ years of experience with Python 2+", "data_engineer", "mid"},
		{"Data Engineer", "The company has 20 years of history.\nSeniority level\nEntry level", "data_engineer", "junior"},
		{"", "Example | Backend Engineer, Data Scientist | Berlin | Junior or Senior", "data_scientist software_engineer", "junior senior"},
		{"", "Example | Software Engineers (backend, platform, ML) | Berlin", "ml_engineer software_engineer", ""},
		{"", "Example | several roles | Berlin\n\n- Senior Data Engineer\n- Product Designer\n- Machine Learning Engineer (Python)", "data_engineer ml_engineer other", "senior"},
		{"", "Example is hiring data scientists and data engineers in Berlin.", "data_engineer data_scientist", ""},
		{"Frontend Engineer, AI Platform", "", "software_engineer", ""},
		{"Software Engineer, AI Products", "", "software_engineer", ""},
		{"Principal Software Developer - Data Warehouse (LLM)", "", "software_engineer", "staff"},
		{"Senior Software Developer - ML/AI Infrastructure", "", "mlops_engineer", "senior"},
		{"Junior LLM Engineer - AI Infrastructure", "", "ai_engineer", "junior"},
		{"LLM Engineer - Field Developer (Travelling Engineer)", "", "ai_engineer", ""},
		{"Junior Software Developer - Growth/ML", "", "ml_engineer", "junior"},
		{"Junior Data Scientist, Associate Specialist - Quux Labs", "", "data_scientist", "junior"},
		{"Research Analyst/ Jr. Data Engineer", "", "data_engineer other", "junior"},
		{"Applied Research Scientist", "", "research_scientist", ""},
		{"Head of Engineering", "", "manager software_engineer", "executive"},
		{"Data Visualization Engineer", "", "software_engineer", ""},
		{"Platform Developer, Parcels", "As an LLM Engineer at Quux, you teach parcels to talk.", "ai_engineer", ""},
		{"Machine Learning Engineer", "As an ML & Data Developer, you sort parcels.", "data_engineer ml_engineer", ""},
		{"Software Engineer, DevX", "As a Principal Developer with Quux, you'll sharpen tools.\nRequirements:\n- 5+ years of experience", "software_engineer", "staff"},
		{"First Developer", "As First Developer / Head of Engineering, you’ll hire the second.", "manager software_engineer", "executive"},
		{"Senior AI Engineer", "As an engineer you know that tests matter.", "ai_engineer", "senior"},
		{"Lead AI Engineer", "You manage a small number of people here.", "ai_engineer manager", "manager"},
		{"", "Quux Analytics | Chicago\n\nQuux recruits nobody but is seeking an experienced and patient coder.", "software_engineer", ""},
		{"", "Quux | Berlin\n\nThere are openings for mobile, devops, data analysts and community managers.", "data_analyst other software_engineer", ""},
		{"", "Quux | Software, Systems, Data Engineers | Berlin", "data_engineer software_engineer", ""},
		{"", "Quux | NLP & Mobile Developer | Berlin", "nlp_engineer software_engineer", ""},
		{"", "Quux | Backend Engineer, Growth | Berlin", "software_engineer", ""},
		{"", "Quux | Developers (mobile, data warehouse) | Berlin", "software_engineer", ""},
		{"", "Quux | Solutions Engineers, Software Engineers | Berlin", "other software_engineer", ""},
		{"", "Quux | Berlin\n\nOur house is hiring for some crews: Vue, QA and Data Science.", "data_scientist software_engineer", ""},
		{"", "Quux | Berlin\n\nOpen roles:\n\n- Product Designer\n- (Senior) C++ Engineer", "other software_engineer", "senior"},
		{"", "Quux | Software Engineers | Berlin\n\nThis year Quux is not hiring interns.", "software_engineer", ""},
		{"", "Quux | several jobs | Berlin\n\nQuux seeks mobile and QA developers in junior and principal positions.", "software_engineer", "junior staff"},
		{"", "Quux | Web Developer | Berlin\n\nWe are seeking a junior developer.", "software_engineer", "junior"},
		{"Kotlin, ML Platform Developer, Vice President", "", "manager mlops_engineer", "executive"},
		{"Lead LLM & ML Developer", "", "ai_engineer ml_engineer", "staff"},
		{"AI Engineer", "You supervise the parcels. Twice a year there are performance reviews.", "ai_engineer", ""},
		{"AI Engineer", "You supervise junior engineers.", "ai_engineer manager", ""},
		{"", "Quux | several jobs | Berlin\n\n- Product Designer\n\nQuux needs more hands and is recruiting an experienced and calm coder.", "other software_engineer", ""},
		{"", "Quux | Web Developer | Berlin\n\nYou work as a data engineer at times.", "software_engineer", ""},
		{"", "Quux | Web Developer, Junior Data Engineer | Berlin\n\nQuux seeks a principal web developer.", "data_engineer software_engineer", "junior"},
		{"", "Quux | Berlin\n\nQuux is hiring at most sites, data engineers above all.", "data_engineer", ""},
		{"", "Quux | Berlin\n\nSeeking: Engineering Managers | Data Analysts | QA Coders", "data_analyst manager software_engineer", "manager"},
		{"", "quux.example REMOTE. Part-time Principal QA coder.\n\nWe ship.", "software_engineer", "staff"},
		{"", "Quux | Berlin\n\nOur mill: we require an Ada programmer.", "software_engineer", ""},
		{"Principal Product Manager, Developer Tools", "", "other", "staff"},
		{"", "Quux | Web Developer | Berlin\n\nOur app is about making hiring a delight of directors, nurses and cooks.", "software_engineer", ""},
		{"", "Quux | Web Developer | Berlin\n\n- Strong coder, ML or Lisp\n\nAt Quux, the Parcel Strategy", "software_engineer", ""},
		{"", "Quux | Berlin\n\nOpen roles:\n\n- Mobile (Kotlin, Swift) coder\n- Office Manager", "other software_engineer", ""},
		{"", "Quux | Berlin\n\nQuux is hiring: Ruby on Rails coders and data analysts.", "data_analyst software_engineer", ""},
		{"", "Quux | Web Developer | Berlin\n\nThere is an opening for a junior coder.", "software_engineer", "junior"},
		{"", "Quux | First Non-Founder Coder | Berlin", "software_engineer", ""},
		{"", "Quux | Berlin\n\nQuux is recruiting people to grow parcels including data analysts, illustrators and QA coders.", "data_analyst other software_engineer", ""},
		{"Principal Engineer, Applied AI", "", "ai_engineer", "staff"},
		{"AI Solutions Engineer", "", "ai_engineer", ""},
		{"", "Quux Science | Berlin\n\nPrincipal Kotlin coder needed who is kind to parcels.", "software_engineer", "staff"},
		{"", "Quux | Berlin\n\nQuux seeks a non-junior coder.", "software_engineer", ""},
		{"Engineering Manager, Data Platform", "", "data_engineer manager", "manager"},
		{"Several openings", "Senior Data Engineer\nBackend Developer\n\nWe ship.", "data_engineer software_engineer", "senior"},
		{"", "Quux | Machine Learning Engineer | Berlin\n\nQuux seeks a patient software developer.", "ml_engineer", ""},
		{"", "Quux | Machine Learning Engineer | Berlin\n\nQuux seeks a data analyst, too.", "data_analyst ml_engineer", ""},
		{"", "Quux | Berlin\n\nWe are looking for engineers, data analysts and a QA coder.", "data_analyst software_engineer", ""},
		{"", "Quux | Web Developer | Berlin\n\nA call with the hiring manager, then lunch.", "software_engineer", ""},
		{"Data Engineer", "You are a fit if:\n- 6+ years building parcels", "data_engineer", "senior"},
		{"Data Engineer", "Requirements:\n- Background: 5+ years of parcels, sorted with care", "data_engineer", "senior"},
		{"Data Engineer", "Requirements:\n- a couple of years of experience with SQL", "data_engineer", "mid"},
		{"Member of Technical Staff", "", "software_engineer", ""},
		{"Member of Technical Staff, ML", "", "ml_engineer", ""},
		{"Member of Technical Staff, Parcel Data Scientist", "", "data_scientist", ""},
		{"", "Quux | Member of Technical Staff | Berlin", "software_engineer", ""},
		{"Software Engineer - AI Agents", "", "ai_engineer", ""},
		{"Software Engineer - AI Adoption Product", "", "software_engineer", ""},
		{"AI Transformation Lead", "", "ai_strategist", "staff"},
		{"Senior Associate - AI Engineer", "", "ai_engineer", "senior"},
		{"", "Quux | Berlin\n\nPositions: Computer Vision/ML Engineer; QA Coder; Senior Parcel Designer\n\nWe ship.", "cv_engineer other software_engineer", "senior"},
		{"", "Quux | Berlin\n\nOpen roles: <> Sr. Web Coder <> Data Scientist (parcels)", "data_scientist software_engineer", "senior"},
		{"", "Quux | Research Engineers/Scientists | Berlin", "research_scientist", ""},
		{"", "Quux | Berlin\n\nDirector of Engineering, Data Analyst, & Web Coders", "data_analyst manager software_engineer", "executive"},
		{"", "Quux | Berlin\n\nWe are looking for a full time Sr. Ada coder with patience.", "software_engineer", "senior"},
		{"", "Quux | Berlin | Postdoctoral Fellow", "research_scientist", ""},
		{"", "Quux | Machine Learning Engineer | Berlin\n\nQuux seeks a patient scientist.", "ml_engineer", ""},
		{"", "Quux | Web Coder, Data Scientist, UX Researcher, Product Marketing | Berlin", "data_scientist other software_engineer", ""},
		{"", "Quux | several jobs | Berlin\n\n- Data Scientist (Berlin or Ulm): " + strings.Repeat("you sort parcels and ", 9) + "sleep", "data_scientist", ""},
		{"", "Quux | Data Science | Berlin | Onsite", "data_scientist", ""},
		{"", "Quux @ Berlin\n\nWe're hiring for full time positions and internships in many roles: Software Engineering, Data Science and Sales.", "data_scientist other software_engineer", "intern"},
		{"", "Quux | AI | Berlin | Onsite", "", ""},
		{"", "We sell shoes.", "", ""},
	} {
		tags := small(t).Tag(tt.title, tt.text)
		if got := strings.Join(tags.Roles, " "); got != tt.roles {
			t.Errorf("roles of %q %q: %q, want %q", tt.title, tt.text, got, tt.roles)
		}
		if got := strings.Join(tags.Seniority, " "); got != tt.seniority {
			t.Errorf("seniority of %q %q: %q, want %q", tt.title, tt.text, got, tt.seniority)
		}
	}
}

// TestSections reads the section of a sentence from the level of the Python in it, or from why it does not count.
func TestSections(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Requirements\n- Python", "required"},
		{"REQUIREMENTS:\nPython", "required"},
		{"What we're looking for:\n- Python", "required"},
		{"Your key skills and qualifications\n- Python", "required"},
		{"Requirements: Python and more", "required"},
		{"Qualifications + Python and more", "required"},
		{"Preferred qualifications\n- Experience with Python", "preferred"},
		{"Preferred, but not required, experience\n- Python", "preferred"},
		{"Nice to have:\n- Python", "preferred"},
		{"Bonus points\n- Python\n\nWe use Python a lot in all that we do here.", "preferred mentioned"},
		{"People who ideally have:\n- Python", "preferred"},
		{"Responsibilities\n- Write Python", "mentioned"},
		{"You will have the following responsibilities:\n- Write Python", "mentioned"},
		{"Our stack is Python, no experience with it needed", "mentioned"},
		{"About us\nWe love Python", "mentioned"},
		{"Benefits\n- Python lessons", "boilerplate"},
		{"Benefits:\nPython lessons\nRequirements:\nPython", "required boilerplate"},
		{"How to apply\nSend us some Python", "boilerplate"},
		{"We are an equal opportunity employer, regardless of race or Python.", "legal"},
		{"Requirements\n- Background: good Python", "required"},
		{"Python is required; Python too", "required mentioned"},
		{"Experience with Python", "required"},
		{"Experience with Python is a plus", "preferred"},
		{"We write Python in our team", "mentioned"},
		{"Nice to have:\n- Python is a must", "required"},
	} {
		tags := small(t).Tag("Engineer", tt.text)
		var got []string
		for _, m := range tags.Mentions {
			got = append(got, m.Level.String())
		}
		for _, e := range tags.Excluded {
			got = append(got, e.Why)
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, g, tt.want)
		}
	}
}
