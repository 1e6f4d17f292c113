package crawler

import (
	"strings"
	"sync"
)

// countryCode returns the ISO 3166-1 alpha-2 code of a country as sources write it in a field for countries: a code of
// two or three letters, or an English or own name. "" if it is not known.
//
//	"us", "USA", "United States of America" → "US"
//	"UK"                                    → "GB"
//	"Deutschland"                           → "DE"
//	"Remote", "UNAVAILABLE"                 → ""
func countryCode(s string) string {
	key := countryKey(s)
	if code, ok := countries()[key]; ok {
		return code
	}
	if upper := strings.ToUpper(key); len(key) == 2 && strings.Contains(alpha2, upper+" ") {
		return upper
	}
	return ""
}

// countryOf returns the country that free-text places agree on: each place that names one ends in its name, or, for
// the United States and Canada, in the code of a state or province. "" if none does or they differ.
//
//	["Berlin, Germany"]                    → "DE"
//	["San Francisco, CA", "New York, NY"]  → "US"
//	["London, UK", "Paris, France"]        → ""
//	["Berlin, DE"]                         → "": could be Delaware
func countryOf(places []string) string {
	country := ""
	for _, place := range places {
		code := placeCountry(place)
		if code == "" {
			continue
		}
		if country != "" && country != code {
			return ""
		}
		country = code
	}
	return country
}

// agreed returns the code that all codes are which are not empty; "" if they differ.
func agreed(codes ...string) string {
	one := ""
	for _, code := range codes {
		if one != "" && code != "" && code != one {
			return ""
		}
		one = firstOf(one, code)
	}
	return one
}

// placeCountry returns the country in which a free-text place says it is.
func placeCountry(place string) string {
	i := strings.LastIndexAny(place, ",-(–:/")
	last := strings.Trim(place[i+1:], " ).")
	if i >= 0 && len(last) == 2 {
		switch {
		case strings.Contains(usStates, last+" "):
			return "US"
		case strings.Contains(caProvinces, last+" "):
			return "CA"
		}
	}
	key := countryKey(last)
	// A bare code of two letters is more often a state, a language or a word than a country.
	if len(key) > 2 || key == "us" || key == "uk" {
		return countries()[key]
	}
	return ""
}

// countryKey folds case, dots and a leading article.
func countryKey(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimPrefix(strings.ReplaceAll(s, ".", ""), "the ")
	return strings.Join(strings.Fields(s), " ")
}

// countries returns the codes by name and by three-letter code. Built once, at first use, since most commands never
// ask for it.
func countries() map[string]string { return countryTable() }

var countryTable = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(countryNames) {
		names := strings.Split(strings.TrimSpace(line), "|")
		for _, name := range names[1:] {
			table[name] = names[0]
		}
	}
	return table
})

// usStates leaves out the codes that are as often a country's (DE, ID, IN, AR), and keeps CA, IL and CO, which in job
// ads nearly always follow an American city.
const usStates = "AL AK AZ CA CO CT DC FL GA HI IA IL KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI " +
	"SC SD TN TX UT VA VT WA WI WV WY "

const caProvinces = "AB BC MB NB NL NS ON PE QC SK "

// alpha2 holds the codes of ISO 3166-1.
const alpha2 = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
	"UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "

// countryNames holds a line a country: its code, then its names and its three-letter code in lower case, without dots.
// Countries in which next to no job ads are written are left to their codes. Georgia is missing, being a state as often.
const countryNames = `AE|united arab emirates|uae|are|dubai
AL|albania|alb
AM|armenia|arm
AR|argentina|arg
AT|austria|österreich|aut
AU|australia|aus
AZ|azerbaijan|aze
BA|bosnia and herzegovina|bosnia|bih
BD|bangladesh|bgd
BE|belgium|belgië|belgique|bel
BG|bulgaria|bgr
BH|bahrain|bhr
BO|bolivia|bol
BR|brazil|brasil|bra
BY|belarus|blr
CA|canada|can
CH|switzerland|schweiz|suisse|che
CL|chile|chl
CN|china|people's republic of china|mainland china|prc|chn
CO|colombia|col
CR|costa rica|cri
CY|cyprus|cyp
CZ|czech republic|czechia|cze
DE|germany|deutschland|deu
DK|denmark|danmark|dnk
DO|dominican republic|dom
DZ|algeria|dza
EC|ecuador|ecu
EE|estonia|est
EG|egypt|egy
ES|spain|españa|esp
ET|ethiopia|eth
FI|finland|suomi|fin
FR|france|fra
GB|united kingdom|uk|great britain|britain|england|scotland|wales|northern ireland|gbr
GH|ghana|gha
GR|greece|grc
GT|guatemala|gtm
HK|hong kong|hong kong sar|hkg
HN|honduras|hnd
HR|croatia|hrv
HU|hungary|hun
ID|indonesia|idn
IE|ireland|republic of ireland|irl
IL|israel|isr
IN|india|ind
IS|iceland|isl
IT|italy|italia|ita
JM|jamaica|jam
JO|jordan|jor
JP|japan|jpn
KE|kenya|ken
KH|cambodia|khm
KR|south korea|korea|republic of korea|korea, republic of|kor
KW|kuwait|kwt
KZ|kazakhstan|kaz
LB|lebanon|lbn
LK|sri lanka|lka
LT|lithuania|ltu
LU|luxembourg|luxemburg|lux
LV|latvia|lva
MA|morocco|mar
MC|monaco|mco
MD|moldova|mda
ME|montenegro|mne
MK|north macedonia|macedonia|mkd
MM|myanmar|mmr
MN|mongolia|mng
MT|malta|mlt
MU|mauritius|mus
MX|mexico|méxico|mex
MY|malaysia|mys
NG|nigeria|nga
NL|netherlands|holland|nederland|nld
NO|norway|norge|nor
NP|nepal|npl
NZ|new zealand|nzl
OM|oman|omn
PA|panama|pan
PE|peru|perú|per
PH|philippines|phl
PK|pakistan|pak
PL|poland|polska|pol
PR|puerto rico|pri
PT|portugal|prt
PY|paraguay|pry
QA|qatar|qat
RO|romania|rou
RS|serbia|srb
RU|russia|russian federation|rus
RW|rwanda|rwa
SA|saudi arabia|kingdom of saudi arabia|ksa|sau
SE|sweden|sverige|swe
SG|singapore|sgp
SI|slovenia|svn
SK|slovakia|svk
SN|senegal|sen
SV|el salvador|slv
TH|thailand|tha
TN|tunisia|tun
TR|turkey|türkiye|turkiye|tur
TW|taiwan|twn
TZ|tanzania|tza
UA|ukraine|ukr
UG|uganda|uga
US|united states|united states of america|usa|us|america
UY|uruguay|ury
UZ|uzbekistan|uzb
VE|venezuela|ven
VN|vietnam|viet nam|vnm
ZA|south africa|zaf
ZM|zambia|zmb
ZW|zimbabwe|zwe
`
