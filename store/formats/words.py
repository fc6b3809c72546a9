"""The words by which labels tell what somebody is: asks, answers, hands over, holds an office, is a newsroom.

Words of a language, not names: no person and no newsroom is listed anywhere.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Whole labels, in lower case and without numbers, brackets and full stops. Underscores stand for spaces.
ASKERS = frozenset(
    word.replace("_", " ")
    for word in (
        "q question questioner reporter reporters journalist journalists press media correspondent "
        "interviewer "
        "the_press a_reporter unidentified_reporter female_reporter male_reporter unknown_reporter audience "
        "audience_member member_of_the_press unidentified_journalist from_the_floor follow-up follow_up "
        "p pregunta periodista entrevistador entrevistadora f frage journalistin interviewerin reporterin "
        "journaliste intervieweur pergunta jornalista domanda giornalista intervistatore "
        "вопрос журналист корреспондент интервьюер в سؤال السؤال صحفي الصحفي مراسل س "
        "问 問 记者 記者 提问 追问 追問 记者追问 记者提问 質問 質問者 기자 질문 문"
    ).split()
)
ANSWERERS = frozenset(
    "a answer r respuesta antwort réponse resposta risposta ответ о جواب الجواب إجابة ج 答 答复 回答 답변 답".split()
)
MODERATORS = frozenset(
    word.replace("_", " ")
    for word in (
        "moderator the_moderator operator the_operator conference_operator coordinator facilitator host "
        "chair the_chair chairman chairperson chairwoman presiding_officer the_presiding_officer "
        "speaker the_speaker mr_speaker madam_speaker deputy_speaker the_deputy_speaker aide staff "
        "white_house_aide moderador moderadora operador operadora moderatorin modérateur modératrice "
        "moderatore moderatrice ведущий ведущая модератор председатель оператор "
        "主持人 主持 司会 司会者 사회자 진행자 المحاور"
    ).split()
)
# In a parliament these sit in the chair.
CHAIRS = frozenset(
    word.replace("_", " ")
    for word in (
        "speaker the_speaker mr_speaker madam_speaker deputy_speaker the_deputy_speaker presiding_officer "
        "the_presiding_officer mr_deputy_speaker madam_deputy_speaker"
    ).split()
)

TITLES = _set(
    "mr mrs ms miss mx dr sir madam dame lord lady hon honorable honourable prof rev "
    "sr sra srta señor señora señorita don doña herr frau m mme mlle monsieur madame signor signora "
    "senhor senhora "
    "г-н г-жа господин госпожа"
)
OFFICES = _set(
    "minister president secretary spokesperson spokesman spokeswoman chair chairman chairwoman "
    "governor director "
    "general administrator ambassador senator representative congressman congresswoman ceo cfo coo "
    "cto officer "
    "commissioner mayor chancellor premier prime deputy vice chief head manager official officials "
    "admiral adm gen "
    "colonel col captain lieutenant lt major sergeant commander surgeon under undersecretary "
    "assistant counsel counselor "
    "advisor adviser judge justice professor coach coordinator treasurer founder leader delegate councillor "
    "councilor comptroller princess prince king queen sec amb gov rep sen ranking executive partner "
    "portavoz ministro ministra presidente presidenta director directora alcalde alcaldesa "
    "gobernador gobernadora "
    "secretario secretaria embajador embajadora canciller vocero vocera viceministro "
    "ministre président présidente porte-parole premier première maire directeur directrice "
    "ministerin präsident präsidentin kanzler kanzlerin sprecher sprecherin bürgermeister "
    "bürgermeisterin senatorin "
    "primeiro ministra porta-voz prefeito prefeita portavoce sindaco sindaca "
    "министр президент премьер директор представитель пресс-секретарь посол губернатор мэр"
)
OFFICES_CJK = (
    "发言人 部长 外长 副部长 主席 副主席 总理 副总理 总统 大使 司长 副司长 主任 副主任 "
    "市长 副市长 省长 局长 副局长 "
    "行长 副行长 院长 校长 会长 秘书长 总裁 董事长 总经理 書記官長 大臣 首相 報道官 장관 대변인 대통령 총리 "
    "시장"
).split()

# A label with one of these words belongs to somebody who asks for a newsroom, or for a bank.
REPORTING = _set(
    "reporter journalist correspondent editor columnist analyst interviewer anchor "
    "periodista corresponsal reportero reportera journaliste correspondant correspondante journalistin "
    "korrespondent korrespondentin jornalista giornalista журналист корреспондент"
)
NEWSROOMS = _set(
    "news newspaper times agency tv television daily press post radio journal herald tribune network "
    "broadcasting "
    "broadcaster service media paper gazette zeitung bulletin chronicle telegraph observer mirror "
    "courier globe mail "
    "wire weekly magazine channel today online digital associated independent guardian standard "
    "examiner inquirer "
    "dispatch ledger sentinel monitor review report newsroom public "
    "novosti nachrichten diario periódico noticias agencia televisión prensa gaceta correo journal "
    "quotidien presse "
    "agence agenzia giornale corriere jornal folha agência blatt tageblatt anzeiger kurier "
    "bote fernsehen "
    "canal cadena emisora semanario revista chaîne télévision rádio emissora televisão rundfunk sender kanal "
    "avis tidende tidning tidningen dagblad dagbladet krant omroep "
    "газета радио агентство новости телеканал канал вестник"
)
NEWSROOMS_CJK = (
    "社",
    "报",
    "報",
    "台",
    "网",
    "卫视",
    "电视",
    "广播",
    "新闻",
    "日报",
    "周刊",
    "杂志",
    "通讯",
    "月刊",
    "之声",
    "频道",
    "新聞",
    "放送",
    "방송",
    "일보",
    "신문",
    "통신",
)

# What a person does not start a name with: a line that opens so and has a colon is a sentence.
OPENERS = _set(
    "a an on in at by with from of for to as so and but or if then now here there this that these "
    "those it its he "
    "she we i you they my our your his her their what why how when where who which is are was were "
    "be do does did "
    "have has had can could will would should may might must let first second third fourth fifth "
    "firstly secondly "
    "thirdly finally lastly next last one two three four five another again also well yes no okay ok "
    "briefly quickly "
    "just only even not never all both each every some any many most more such same other others further "
    "furthermore moreover however therefore thus hence meanwhile today tomorrow yesterday tonight "
    "because since "
    "until while after before during about regarding concerning according continuing back speaking "
    "turning looking "
    "number key point part step item thanks thank please remember recall imagine consider say says "
    "said asked "
    "answer-wise bottom end continued unlike like under over between among within without per via re "
    "por para con sin de del desde hasta en sobre según como cuando donde si pero y o primero "
    "segundo tercero "
    "finalmente además también el_caso pour avec sans dans sur selon comme quand où mais et ou enfin "
    "für mit ohne auf über nach wie wenn wo aber und oder erstens zweitens schließlich also"
)
# Openers that are given names or surnames too: before a capital they may begin a name (`Per Askel`, `May Lund`).
NAMES_TOO = _set("per will may can an do he")
GREETINGS = _set("good welcome hello hi dear ladies bonjour buenos buenas guten gracias merci danke")
# A line that opens with one of these and a colon states a fact about the page.
FACTS = frozenset(
    word.replace("_", " ")
    for word in (
        "date place time location venue note notes source sources url http https tags tag title "
        "update updated "
        "published subject topic topics main_topics contact tel fax email phone website participants "
        "attendees "
        "present apologies in_attendance company_participants conference_call_participants "
        "corporate_participants "
        "for_example for_instance from to cc bcc re ps p.s photo image caption credit by author "
        "duration length "
        "speakers attending minutes agenda summary key_points highlights key_takeaways executives "
        "analysts event "
        "issued_on share language read_more related transcript editor's_note correction e-mail "
        "mobile home filed "
        "fecha lugar hora fuente nota tema temas título etiquetas asunto contacto datum ort uhrzeit "
        "quelle thema "
        "lieu heure sujet objet 时间 地点 来源 日期 标题 编辑 责任编辑 作者 主题 来源 发布时间 字号 日時 場所"
    ).split()
)
CONNECTORS = _set(
    "a al and at bin bint da das de del dem den der des di do dos du el en et for from ibn in la las "
    "le los of on or "
    "the to van von y e with und für & to zu zum i"
)
