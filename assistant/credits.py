"""How articles credit quotations: who is named beside a verb of saying, before the quoted words and after them."""

import re

_DIT = (
    "dit|déclaré|affirmé|ajouté|répondu|expliqué|souligné|précisé|assuré|indiqué|lancé|estimé|confié|poursuivi|martelé|prévenu|"
    "rappelé|insisté|regretté|averti|annoncé|confirmé|promis|conclu|reconnu|dénoncé"
)
_TELLS = (
    "dit|affirme|ajoute|répond|explique|souligne|précise|assure|indique|lance|estime|confie|poursuit|déclare|martèle|prévient|"
    "rappelle|insiste|regrette|avertit|annonce"
)
SAID = (
    r"said|says|told|tells|wrote|writes|swore|swears|(?:repl|testif)ie[ds]|admits|admitted|quips|quipped|"
    r"(?:acknowledge|allege|announce|argue|concede|conclude|continue|declare|emphasi[sz]e|joke|note|observe|pledge|promise|"
    r"reiterate|state|underline|underscore|urge)[ds]|"
    r"(?:add|answer|ask|assert|boast|caution|claim|comment|complain|confirm|contend|counter|explain|insist|lament|maintain|"
    r"post|predict|recall|remark|repeat|respond|stress|suggest|tweet|vow|warn)(?:s|ed|es)|"
    rf"a\s+(?:{_DIT})|{_TELLS}|"
    r"dijo|dice|(?:declar|afirm|respondi|explic|señal|asegur|añadi|indic|agreg|subray|destac|record|insisti|coment|precis|"
    r"reiter|apunt|anunci|confirm|recalc|lament|admiti|advirti|manifest)ó|sostuvo|afirma|añade|responde|explica|señala|"
    r"asegura|sostiene|subraya|destaca|recuerda|advierte|ha\s+(?:dicho|\w+ado)|"
    r"(?:sag|mein|antworte|warn|forder|erklär|beton|ergänz|versicher|kritisier|beteuer|behaupte|bekräftig|frag|äußer|berichte|"
    r"teil|kündig|füg|räum|stell)te?|schreibt|schrieb|unterstrich|verspricht|versprach"
)
# A credit that French and Spanish papers put between the marks: `, a-t-elle dit, `, ` —dijo Ana Vell— `.
BETWEEN_MARKS = re.compile(
    rf",\s(?:a-t-(?:il|elle)\s(?:{_DIT})|(?:{_TELLS})-(?:t-)?(?:il|elle)|(?:a\s(?:{_DIT})|{_TELLS})\s(?=[A-ZÀ-Ý]))\b"
    r"[^,.!?]{0,80}(?:,\s|\s*\.?\s*\Z)"
    rf"|\s[—–]\s?(?:{SAID})\b[^—–]{{0,80}}(?:[—–][,.;:]?\s*|\s*\Z)"
)
_CAPITAL = r"[A-ZÀ-ÝА-Я](?:[\w-]|\.(?=\w)|(?<=\b[A-Z])\.|['’](?!s\b))*"
_NAME = (
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Col|Capt|Lt|Rev|St|M|Mme|Sr|Sra)\.?[ \u00a0])?{_CAPITAL}"
    rf"(?:[ \u00a0](?:(?:de|del|la|van|von|da|of|the|du)[ \u00a0](?={_CAPITAL}))*{_CAPITAL}){{0,6}}"
)
_SPEAKER = (
    rf"(?!(?:The|Die|Der|Das)\b)(?P<name>(?>{_NAME}))(?!['’]s?(?!\w))"  # "Norlandia's spokeswoman" is not Norlandia
)
_FULL_NAME = rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL})+"
PRONOUN = r"he|she|they|il|elle|él|ella|er|sie"
_OFFICE = r"\b(?:[Tt]he|[Aa]|[Hh]er|[Hh]is|[Ll]a|[Ll]e|[Ee]l|[Dd]er|[Dd]ie)\s+(?:[\w-]+\s+){0,4}?[\w-]+"
_WHO = rf"(?:{_SPEAKER}(?:,[^,“”\"«»]{{1,80}},)?|(?P<pronoun>\b(?:{PRONOUN})\b)|(?P<office>{_OFFICE}))"
_NO_OFFICE = (
    "in|on|at|to|of|for|by|with|from|as|during|after|before|since|when|while|because|although|though|if|that|who|which|and|or|"
    f"but|then|yet|so|it|we|{PRONOUN}|said|told|says|tells|added|en|de|dem|zu"
)
_WORD = rf"(?!(?:{_NO_OFFICE})\b)[a-zà-ÿ-]+[ \u00a0]"
_OFFICE_WORDS = (
    rf"(?!(?:the|an?|le|la|el|der|die)[ \u00a0]{_CAPITAL})(?:{_WORD}){{1,4}}"  # "the Foreign Ministry" is no person
)
_HOLDERS = (
    "spokes(?:person|man|woman)|minister|president|secretary|chief|director|leader|ambassador|envoy|official|officer|executive|"
    "governor|chair(?:man|woman|person)?|commissioner|adviser|advisor|negotiator|head|deputy|lawmaker|mayor"
)
_HOLDERS_IN_GERMAN = (
    r"[\w-]*(?i:sprecher|minister|präsident|kanzler|direktor|vorsitzende|botschafter|bürgermeister|chef|leiter|abgeordnete|"
    r"beauftragte|sekretär)(?:in|r|n)?"
)
_THE = r"(?:(?:[Tt]he|[Ll][ae]|[Ee]l|[Dd](?:er|ie|em))\s+)?"
_OFFICE_OF = (  # before a name: "Foreign Ministry spokesperson", "foreign minister", "Norlandia's foreign minister"
    rf"(?:(?:{_WORD}){{0,2}}(?:{_CAPITAL}[ \u00a0]){{1,4}}(?:{_WORD}){{0,3}}?(?:{_HOLDERS})[ \u00a0]"
    rf"|(?:(?:{_CAPITAL}[ \u00a0]){{0,3}}{_CAPITAL}['’]s?[ \u00a0])?{_OFFICE_WORDS}"
    rf"|(?:\w+e[rn]?[ \u00a0]){{0,2}}{_HOLDERS_IN_GERMAN}[ \u00a0])"
)
_ZH_NAME = r"(?:(?![她他它我你您们們据據])[\u4e00-\u9fff·]){2,14}?"
_ZH_SAID = (
    "说道?|說道?|表示|称|稱|指出|强调|強調|回应称?|回應稱?|回答[说說]?|问道?|問道?|介绍|介紹|认为|認為|透露|补充|補充|解释|解釋|坦言|"
    "直言|宣布|宣佈|重申"
)
_CHINESE = (  # a name or a pronoun, and where or on which day of the month it was: 林海棠5日在例行记者会上
    rf"(?:(?P<name>{_ZH_NAME})|(?P<pronoun>[她他](?![们們])))"
    r"(?:(?:\d+月)?\d+日[\u4e00-\u9fff]{0,24}?|[在就对對向于於][\u4e00-\u9fff]{1,20}?)?(?:[则則还還也又]|随后|隨後|再次|同时|同時)?"
)
_TOLD_IN_CHINESE = rf"(?:(?:{_ZH_SAID}){{1,2}}|[告吿][诉訴][\u4e00-\u9fff]{{1,12}}?)"
_JA_NAME = r"(?P<name>(?:(?![はがも])[\u4e00-\u9fff\u30a1-\u30fa·・ー]){2,14}?)(?:氏|さん)?[はが]"
_JA_SAID = "述べ|語|話|言|説明|強調|主張|答え|発言|指摘"
CREDIT_LINE = re.compile(rf"(?:{_THE}{_OFFICE_OF})?{_SPEAKER}|(?P<name_zh>[\u4e00-\u9fff·]{{2,14}})")
_TO = r"[,.\s—–]*"  # what stands between quoted words and their credit
_ADVERBS = r"(?:\w+ly\s+)?(?:has\s+|had\s+|also\s+|later\s+|then\s+)*"
AFTER = (
    re.compile(rf"{_TO}[^.!?“”\"«»]{{0,60}}\b(?:citing|quoting)\s+(?:{_OFFICE_OF})?{_SPEAKER}"),
    re.compile(rf"{_TO}[^.!?“”\"«»]{{0,60}}\bquot(?:ed|es)\s+(?:{_OFFICE_OF})?{_SPEAKER}\s+as\s+saying"),
    re.compile(rf"{_TO}{_SPEAKER}\s+(?:was|is)\s+quoted\b"),
    re.compile(rf"[^.!?“”\"«»]{{0,60}},\s(?P<name>{_FULL_NAME}),\s+(?:{SAID})\b"),
    re.compile(rf"{_TO}(?:{SAID})\s+{_OFFICE},\s+{_SPEAKER}\s*(?=[,.;]|\Z)"),
    re.compile(rf"{_TO}(?:{SAID})\s+{_THE}{_OFFICE_OF}{_SPEAKER}"),
    re.compile(rf"{_TO}{_WHO}\s+{_ADVERBS}(?:{SAID})\b"),
    re.compile(rf"{_TO}{_THE}{_OFFICE_OF}{_SPEAKER}\s+{_ADVERBS}(?:{SAID})\b"),
    re.compile(rf"{_TO}(?:{SAID})\s+{_WHO}"),
    re.compile(rf"{_TO}(?:according\s+to|selon|d['’]après|según|laut|so)\s+(?:{_THE}{_OFFICE_OF})?{_WHO}"),
    re.compile(r"[,.\s]*\w+-(?:t-)?(?P<pronoun>il|elle)\b"),
    re.compile(rf"[，,。\s]*{_CHINESE}{_TOLD_IN_CHINESE}"),
    re.compile(rf"と、?{_JA_NAME}[^「」。]{{0,20}}?(?:{_JA_SAID})"),
)
BEFORE = (
    re.compile(rf"\bquot(?:ed|es)\s+(?:{_OFFICE_OF})?{_SPEAKER}\s+as\s+saying\b[^.!?“”\"«»„]{{0,60}}$"),
    re.compile(rf"{_SPEAKER}\s+(?:was|is)\s+quoted\b[^.!?“”\"«»„]{{0,90}}$"),
    re.compile(rf",\s(?P<name>{_FULL_NAME}),\s+(?:{SAID})\b[^.!?“”\"«»„]{{0,90}}[,:]?\s*$"),
    re.compile(rf"(?P<name>{_NAME})['’]s?\s+(?:reply|answer|response|words?|statement)\b[^.!?“”\"]{{0,60}}:\s*$"),
    re.compile(rf"\b{_THE}{_OFFICE_OF}{_SPEAKER}\s+{_ADVERBS}(?:{SAID})\b[^.!?“”\"«»„]{{0,60}}[,:]\s*$"),
    re.compile(
        rf"{_WHO}\s+{_ADVERBS}(?:{SAID})\b"
        rf"(?:(?!\b(?:{_NAME}|had|have)\s+(?:{SAID})\b)[^.!?“”\"«»„]){{0,90}}[,:]?\s*(?:that|que|dass)?\s*$"
    ),
    re.compile(rf"{_SPEAKER}\s+(?:[a-zà-ÿ]+\s+){{1,5}}(?:and|und|y|et)\s+(?:{SAID})\b[^.!?“”\"«»„]{{0,60}}$"),
    re.compile(  # not "she told Lund: “"
        rf"\b(?!told|tells|ask|urge|warn)(?:{SAID})\s+(?:{_THE}{_OFFICE_OF})?{_WHO}[,:]\s*$"
    ),
    re.compile(
        rf"(?:[Aa]ccording\s+to|[Ii]n\s+the\s+words\s+of|[Ss]elon|[Dd]['’]après|Pour|[Ss]egún|Para|[Ll]aut)\s+(?:{_THE}{_OFFICE_OF})?{_WHO}"
        r"(?:[,:]?\s*|,\s[^.!?“”\"«»„]{0,60})$"
    ),
    re.compile(rf"\b[Ll]aut\s+(?:{_OFFICE_OF})?{_SPEAKER}\s[^.!?“”\"«»„]{{0,60}}$"),
    re.compile(
        rf"(?P<name>{_FULL_NAME}),\s[^,“”\"«»]{{1,80}},\s+(?:was|is|sounded|seemed)\b[^.!?“”\"«»„]{{0,60}}:\s*$"
    ),
    re.compile(
        rf"{_WHO}\s+(?:(?:call(?:s|ed)|sp(?:eaks|oke)\s+of)\b[^.!?“”\"«»„]{{0,60}}(?<!\bthat)"
        r"|(?:brand|condemn|denounce|describe|dismisse?|label|reject)(?:s|d|ed)\b[^.!?“”\"«»„]{0,60}\bas(?:\s+an?|\s+the)?)$"
    ),
    re.compile(rf"{_SPEAKER},\s(?:when\s+)?(?:asked|speaking|replying|answering)\b[^.!?“”\"«»„]{{0,80}}:\s*$"),
    re.compile(rf"(?:^|[^\w\s]\s*)(?:{_OFFICE_OF})?(?P<name>{_NAME})(?:\s\([^()]{{1,40}}\))?:\s*$"),
    re.compile(
        rf"{_CHINESE}{_TOLD_IN_CHINESE}(?:[其此这這该該之][\u4e00-\u9fff]{{0,8}})?"
        rf"[，,:：]?(?:(?!{_ZH_SAID})[^。！？“”「」『』])*$"
    ),
)
# Said by somebody without a name: `, say critics`, `, a fisherman said`.
UNNAMED = re.compile(rf"{_TO}(?:(?:say|{SAID})\s+[a-zà-ÿ]|(?!(?:and|but)\b)(?:[a-zà-ÿ'’-]+\s+){{1,4}}(?:say|{SAID})\b)")
IN_JAPANESE = re.compile(rf"{_JA_NAME}[^「」。]{{0,40}}$"), re.compile(rf"と、?(?:{_JA_SAID}|し(?:た|て))")
JOINED_BEFORE = re.compile(
    rf"(?:{_CAPITAL}(?:,\s[^,.!?]{{1,60}},)?|\b(?:{PRONOUN}))\s+(?:and|&|und|y|et)\s+(?:[a-zà-ÿ'’-]+\s+){{0,3}}\Z"
)
JOINED_AFTER = re.compile(
    rf",?\s(?:along|together)\s+with\b|(?:,\s[^,.!?]{{1,60}},)?\s+(?:and|&|und|y|et)\s+(?:(?!{_NAME}\s+(?:{_ADVERBS})(?:{SAID})\b)[A-ZÀ-Ý]"
    r"|(?:the|her|his|their|ihre?|seine?|su|sa|son|la|le|el|die|der)\s)"
)
