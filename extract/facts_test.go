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
