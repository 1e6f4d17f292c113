package crawler

import (
	"strings"
	"sync"
)

// wordClass is a set of what a word or phrase of a Hacker News header can be.
type wordClass uint16

const (
	isRole   wordClass = 1 << iota // a noun that a role ends in: engineer
	isField                        // a field of work: backend
	isType                         // kind of contract: full-time, visa
	isRemote                       // remote, work from home
	isOnsite                       // on-site, in office
	isHybrid                       // hybrid, partly remote
	isCity                         // a place that stands alone: Berlin, SF
	isRegion                       // a place that may follow another: CA, Germany, EU
	isWhole                        // a region that nothing follows: Germany, EU
	isFiller                       // means nothing by itself: or, only, timezone
)

const (
	isPlace = isCity | isRegion
	isModel = isRemote | isOnsite | isHybrid
)

// lexicon returns the class of every known phrase, its words in lower case with single spaces between. Built at first use.
func lexicon() map[string]wordClass { return lexiconTable() }

var lexiconTable = sync.OnceValue(func() map[string]wordClass {
	table := map[string]wordClass{}
	add := func(class wordClass, phrases string) {
		for phrase := range strings.SplitSeq(phrases, "|") {
			table[strings.TrimSpace(phrase)] |= class
		}
	}
	add(isRole, roleWords)
	add(isField, fieldWords)
	add(isType, typeWords)
	add(isRemote, "remote|remotely|wfh|work from home|fully distributed|distributed team|distributed company|telecommute|telecommuting|telework|work from anywhere|anywhere|remote ok|remote possible|remote friendly|remote first|remote only|remote okay")
	add(isOnsite, "onsite|on site|in office|inoffice|in person|in house|no remote|not remote|non remote|remote no|office based|local only|on prem")
	add(isHybrid, "hybrid|partial remote|partially remote|partly remote|semi remote|some remote|part remote|remote hybrid|hybrid remote|hybrid onsite|hybrid on site")
	add(isCity, cityWords)
	add(isRegion, stateWords)
	add(isRegion|isWhole, wholeWords)
	add(isFiller, fillerWords)
	for name := range countries() {
		if len(name) > 3 || name == "us" || name == "usa" || name == "uk" || name == "uae" {
			table[name] |= isRegion | isWhole
		}
	}
	return table
})

const roleWords = `engineer|engineers|eng|developer|developers|dev|devs|designer|designers|scientist|scientists|researcher|researchers|manager|managers|` +
	`analyst|analysts|architect|architects|programmer|programmers|intern|interns|internship|internships|sre|sres|sysadmin|sysadmins|administrator|administrators|admin|` +
	`consultant|consultants|specialist|specialists|marketer|marketers|recruiter|recruiters|writer|writers|evangelist|evangelists|advocate|advocates|technician|technicians|` +
	`hacker|hackers|founder|founders|cofounder|co founder|cofounders|co founders|cto|cpo|coo|vp|director|directors|head of|lead|leads|tester|testers|coder|coders|technologist|` +
	`technologists|statistician|mathematician|mathematicians|ninja|ninjas|rockstar|roles|role|positions|position|openings|opening|executive|executives|representative|jobs|job|` +
	`representatives|editor|editors|product owner|scrum master|dba|quant|quants|generalist|generalists|strategist|instructor|instructors|postdoc|postdocs|devops|` +
	`technical advisor|hires|hire|swe|swes|sde|sdes|pm|pms|full stacker|coordinator|assistant|accountant|officer|tutors|tutor|leader|leaders`

const fieldWords = `engineering|development|design|full stack|fullstack|back end|backend|front end|frontend|ios|android|mobile|data science|data|machine learning|ml|ai|qa|` +
	`security|infrastructure|infra|product|marketing|sales|support|operations|ops|customer success|customer support|firmware|embedded|multiple|various|several|many|senior|junior|sr|jr|` +
	`software|web|webdev|python|ruby|rails|ror|ruby on rails|java|javascript|js|typescript|golang|go|rust|scala|elixir|clojure|haskell|php|node|node.js|nodejs|react|react native|react.js|` +
	`.net|c++|c#|c|kotlin|swift|django|hiring|staff|principal|technical|ui|ux|ui ux|platform|cloud|systems|site reliability|reliability|tech|business|test|testing|automation|` +
	`computer vision|nlp|deep learning|research|founding|experienced|wordpress|angular|vue|aws|linux|unix|blockchain|solidity|hardware|electrical|mechanical|robotics|erlang|perl|sql|` +
	`database|big data|seo|graphic|solutions|sr.|jr.|fpga|cuda|distributed systems|remote sensing|growth|finance|hr|recruiting|all levels|any level|early|first|looking for|we're hiring|we are hiring|now hiring|wanted`

const typeWords = `full time|fulltime|full-time|ft|f t|fte|part time|parttime|pt|p t|contract|contractor|contractors|contracting|contracts|freelance|freelancer|freelancers|permanent|perm|intern|` +
	`interns|internship|internships|temporary|temp|visa|visas|h1b|h1 b|h1|o1|e3|tn|sponsorship|sponsored|sponsor|sponsors|relocation|relo|relocate|equity|competitive|salary|benefits|doe|stock|bonus|` +
	`options|w2|1099|c2c|paid|local|locals|assistance|transfer|available|provided|citizen|citizens|citizenship|green card|clearance|us persons|long term|short term|employee|employees|` +
	`entry level|mid level|senior level|level|levels|coop|co op|co ops|summer|fall|winter|spring|package|market rate|compensation|employment|position|positions`

const fillerWords = `or|and|ok|okay|only|preferred|pref|possible|friendly|optional|option|fully|also|welcome|within|in|the|of|to|with|for|flexible|flex|work|working|allowed|` +
	`considered|considering|based|timezone|timezones|time zone|time zones|tz|hours|global|globally|some|after|during|covid|covid19|pandemic|now|until|currently|temporarily|mostly|primarily|` +
	`partly|negotiable|initially|but|not|no|a|an|is|are|be|if|can|yes|both|either|ideally|open|day|days|week|per|x|up|est|pst|et|pt|gmt|utc|cet|edt|pdt|hq|location|locations|from|near|greater|` +
	`area|downtown|metro|office|offices|our|we|any|other|every|year|month|hour|more|strongly|highly|must|required|plus|one|two|three|four|five|team|company|startup|your|choice|you|at|new|all|` +
	`will|have|has|apply|join|us|it|on|by|as|than|via|email|click|here|see|below|home|overlap|willing|candidates|great|good|right|person|also|etc|may|post|100|headquarters|headquartered`

const cityWords = `sf|san fran|san francisco|sf bay|sf bay area|bay area|silicon valley|east bay|south bay|soma|fidi|nyc|new york|new york city|ny|manhattan|brooklyn|la|los angeles|santa monica|` +
	`venice|pasadena|culver city|seattle|bellevue|redmond|portland|boston|cambridge|somerville|chicago|austin|houston|dallas|denver|boulder|atlanta|miami|philadelphia|philly|pittsburgh|detroit|` +
	`ann arbor|minneapolis|st louis|st. louis|kansas city|salt lake city|slc|provo|lehi|phoenix|las vegas|san diego|san jose|palo alto|menlo park|mountain view|sunnyvale|redwood city|santa clara|` +
	`san mateo|cupertino|foster city|burlingame|oakland|berkeley|emeryville|fremont|south san francisco|irvine|orange county|washington|washington dc|washington d.c|dc|d.c|northern virginia|nova|` +
	`arlington|reston|mclean|bethesda|baltimore|raleigh|durham|rtp|charlotte|nashville|cincinnati|columbus|cleveland|indianapolis|milwaukee|madison|orlando|tampa|new orleans|honolulu|` +
	`toronto|montreal|montréal|vancouver|ottawa|waterloo|calgary|edmonton|quebec city|halifax|london|central london|oxford|manchester|edinburgh|glasgow|bristol|brighton|leeds|birmingham|belfast|` +
	`dublin|paris|lyon|berlin|munich|münchen|munchen|hamburg|cologne|köln|frankfurt|stuttgart|düsseldorf|dusseldorf|leipzig|karlsruhe|aachen|heidelberg|bonn|vienna|wien|graz|zurich|zürich|` +
	`geneva|basel|lausanne|zug|bern|amsterdam|rotterdam|utrecht|the hague|den haag|delft|eindhoven|brussels|antwerp|ghent|gent|leuven|copenhagen|aarhus|stockholm|gothenburg|malmö|oslo|helsinki|` +
	`tallinn|riga|vilnius|warsaw|krakow|kraków|wroclaw|wrocław|gdansk|gdańsk|prague|brno|budapest|bucharest|cluj|cluj napoca|sofia|belgrade|zagreb|ljubljana|athens|istanbul|kyiv|kiev|lviv|minsk|` +
	`moscow|madrid|barcelona|valencia|lisbon|porto|rome|milan|turin|tel aviv|herzliya|jerusalem|haifa|dubai|abu dhabi|cairo|lagos|nairobi|cape town|johannesburg|bangalore|bengaluru|mumbai|delhi|` +
	`new delhi|gurgaon|hyderabad|pune|chennai|singapore|hong kong|shenzhen|shanghai|beijing|tokyo|osaka|kyoto|seoul|taipei|bangkok|kuala lumpur|jakarta|bali|manila|cebu|ho chi minh city|hanoi|` +
	`sydney|melbourne|brisbane|perth|adelaide|canberra|auckland|wellington|mexico city|guadalajara|bogota|bogotá|medellin|medellín|lima|santiago|buenos aires|montevideo|sao paulo|são paulo|` +
	`rio de janeiro|oklahoma city|virginia beach|colorado springs|jersey city|iowa city|reno|sacramento|tucson|omaha|santa barbara|santa cruz|hoboken|stamford|buffalo|rochester|` +
	`silicon beach|midwest|nationwide|east coast|west coast|earth|worldwide|world wide|international|internationally`

const stateWords = `california|calif|texas|colorado|florida|virginia|massachusetts|mass|new jersey|nj|oregon|utah|north carolina|ohio|michigan|maryland|arizona|illinois|pennsylvania|` +
	`tennessee|minnesota|wisconsin|georgia|bavaria|ontario|quebec|british columbia|alberta|d.c|dc|nyc|new mexico|nevada|kansas|missouri|iowa|nebraska|indiana|kentucky|louisiana|alabama|` +
	`south carolina|idaho|montana|vermont|new hampshire|maine|rhode island|connecticut|delaware|hawaii|alaska|oklahoma|arkansas|washington state|wash|north rhine westphalia|catalonia|new england`

const wholeWords = `us|usa|u.s|u.s.a|united states|uk|u.k|eu|europe|emea|apac|latam|north america|south america|latin america|americas|asia|africa|scandinavia|nordics|dach|benelux|mena|oceania`
