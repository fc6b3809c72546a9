"""What speakers say instead of information, by language: patterns as data, for `store.nonanswers`.

Verbose regular expressions, tried without regard to case, on a clause whose white space is single spaces. `REFUSES`:
what declines by itself, in a sentence quoted alone. `PUTS_OFF`: what does so unless the rest of the reply informs.
`ANSWERED`: what points to an earlier answer. `ASKS_BACK`: a question not understood. `DIRECT`: yes, no, and what
announces something. `EMPTY`, of a whole clause: courtesies, hand-overs, generalities, positions repeated.
"""

_TELLS = r"""(?:share|add|offer|announce|say|information|comment|update|read[\s-]?outs?|details?|announcements?
    |preview)"""
_NOT = r"\b(?:not|\w+n['’]t)"

REFUSES = {
    "en": rf"""
    \b(?:refer|direct|point)\s+(?:you|everyone|people|your\s+question)\b
    | \byou\s+(?:may|can|could|might)\s+(?:refer\s+to|check\s+with|consult|ask)\b
    | \b(?:would|will|I['’]?ll|we['’]?ll|I['’]d)\s+(?:\w+\s+)?(?:leave|defer)\s+(?:that|this|it|those
        |you)?\b[^.]*\bto\b
    | \b(?:ask|check\s+with|contact)\s+the\s+(?:competent|relevant|department|ministry|authorit)
    | \b(?:have|has|had|['’]ve|got)\s+(?:no|nothing|not\s+anything|no\s+further)\b[^.]{{0,40}}\b{_TELLS}
    | \b(?:do\s+not|don['’]t|did\s+not|didn['’]t)\s+have\s+(?:any|anything|an?)\b[^.]{{0,40}}\b{_TELLS}
    | {_NOT}\s+(?:going\s+to\s+|gonna\s+|(?:be\s+)?able\s+to\s+|in\s+a\s+position\s+to\s+)?
        (?:comment|speculate|get\s+ahead\s+of|get\s+into|go\s+into|discuss|preview|confirm\s+or\s+deny|speak\s+to)\b
    | \b(?:no|without)\s+comment\b | \b(?:decline|refuse)d?\s+to\s+(?:comment|say|answer|confirm)\b
    | \bnot\s+(?:aware\s+of|familiar\s+with)\s+(?:the|that|this|what)\b
    | \b(?:stated|made\s+clear|expressed|elaborated\s+on)\s+(?:its|our|the|his|her|their)\s+(?:\w+\s+)?position\b[^.]*
        \b(?:before|already|many\s+times|on\s+multiple\s+occasions|refer)\b
    | \b(?:will|we['’]ll|I['’]ll)\s+(?:have\s+to\s+)?get\s+back\s+to\s+you\b
    | \b(?:can['’]t|cannot|won['’]t|will\s+not)\s+(?:answer|say\s+(?:any\s*)?more|share|give\s+you|provide)\b
    | \b(?:will|would|can|could|do|does|am|are|is|going)\s*(?:not|n['’]t)\s+(?:\w+\s+){{0,4}}?
        (?:name|disclose|reveal|tell\s+you|guide\s+on|talk\s+about|speak\s+about|say\s+anything|put\s+a\s+(?:date
        |number|figure))\b
    | \b(?:can['’]t|cannot|won['’]t|don['’]t|never|would\s+rather\s+not|I['’]d\s+rather\s+not)\s+(?:\w+\s+){{0,3}}?
        (?:comment|name|disclose|reveal|discuss|tell\s+you|go\s+into|talk\s+about|say\s+anything|speculate|guess)\b
    | \b(?:do\s+not|don['’]t)\s+have\s+(?:that|the|those|these|any|an?)\s+(?:\w+\s+)?
        (?:number|figure|date|name|detail|answer)s?\b
    | \b(?:is|are)\s+a\s+(?:question|matter)\s+for\s+the\b | \bput\s+(?:that|this|it)\s+to\s+the\b
    | \bsend\s+you\s+(?:\w+\s+){{0,4}}?to\s+the\b | \bnothing\s+(?:I|we)\s+(?:can|could)\s+say\b
    | \b(?:have\s+not|haven['’]t|do\s+not\s+have|don['’]t\s+have|have\s+nothing|nothing)\b[^.]{{0,30}}\bfor\s+you\b
    | {_NOT}\s+(?:\w+\s+)?(?:prepared|willing|ready|going)\s+to\s+(?:give|say|answer|respond|speak|address)\b
    | {_NOT}\s+(?:really\s+)?want\s+to\s+(?:get|go)\s+into\b
    | \bno\s+further\s+(?:details?|comment|information)\b
    """,
    "es": r"""
    \bsin\s+comentarios\b
    | \bno\s+(?:voy|vamos)\s+a\s+(?:hacer\s+coment|coment|hablar|dar|entrar|especular|responder|decir)
    | \bno\s+(?:puedo|podemos)\s+(?:dar|decir|confirmar|comentar|revelar|adelantar)\b
    | \bno\s+(?:tengo|tenemos)\s+(?:ese|esa|ningún|ninguna|el|la)\s+(?:dato|nombre|cifra|fecha|comentario)\b
    | \bles?\s+remito\s+a\b
    """,
    "fr": r"""
    \bpas\s+de\s+commentaires?\b | \bvous\s+renvoie\b
    | \bn['’]ai\s+(?:pas|rien)\s+(?:de|d['’]|à)\s*\w*\s*à?\s*(?:vous\s+)?(?:donner|dire|ajouter|annoncer)
    | \bne\s+(?:peux|peut|pouvons)\s+pas\s+(?:vous\s+)?(?:dire|donner|confirmer|commenter|révéler)\b
    """,
    "de": r"""
    \bkeine?n?\s+Kommentar\b | \bkann\s+ich\s+(?:Ihnen\s+)?(?:nichts|nicht)\s+\w*\s*sagen\b
    """,
    "zh": r"""
    无意置评|不予置评|无可奉告|没有注意到|不便评论|不作评论|(?:已经?|刚才|我[^。，]{0,10})回答(?:过|了)
    | (?:请|建议)你?(?:去|直接|可以)*向[^。]{0,16}(?:询问|了解)
    | 没有(?:可以?|可供|要|需要)[^。，]{0,10}(?:提供|发布|补充|宣布)的|没有(?:补充|进一步|更多的?(?:信息|消息))
    | 我们?[^。，]{0,6}不太?(?:了解|掌握|清楚)|不(?:了解|掌握)(?:情况|有关|相关|你|具体)
    """,
}


_SAY = r"""(?:comment|speculat\w+|get\s+(?:ahead|into)|go(?:ing)?\s+(?:any\s+|much\s+)?(?:into|beyond|there|down
    |further)|discuss|preview|predict\w*|confirm|speak|weigh\s+in|characteri[sz]e|expound|elaborate|respond
    |answer|address|talk|read\s+out|detail|opine|prejudge|assess|negotiate|litigate|relitigate|critique
    |telegraph|hypothesi[sz]e|add\s+to|take\s+a\s+(?:stance|position)|parse|engage|entertain|handicap|say|tell
    |give|share|offer|provide|announce|disclose|reveal|name|lay\s+out|describe|make\s+(?:any\s+
    |a\s+)?(?:comments?|predictions?|announcements?|judge?ments?|assessments?|news))\b"""
_NEWS = r"""(?:announcements?|updates?|comments?|information|details?|specifics|read-?outs?|previews?|timelines?
    |timetables?|predictions?|anything|nothing|news|confirmation|answers?|figures?|numbers?|data|reaction
    |response|assessment|guidance|insights?|lists?|estimates?|breakdown|update|position|view|opinion|time
    |date)\b"""
_WILL = r"(?:I|we)(?:['’](?:ll|d|m|re)|\s+(?:will|can|could|would|am|are))"

PUTS_OFF = {
    "en": rf"""
    \bI(?:['’]m|\s+am)\s+(?:\w+\s+){{0,2}}?not\s+(?:\w+\s+)?going\s+to\s+(?!be\b)
        | \bnot\s+something\s+(?:that\s+)?(?:I|we)(?:['’]m|['’]re|\s+am|\s+are|\s+can|\s+would|\s+will)\b
    | {_NOT}\s+(?:\w+\s+){{0,2}}?(?:going|gonna|able|in\s+a\s+position|here|prepared|ready|willing|inclined
        |comfortable)\s+(?:to\s+)?
        (?:\w+\s+){{0,3}}?{_SAY}
    | \b(?:can(?:no|['’])t|won['’]t|will\s+not|wouldn['’]t|would\s+not|(?:do\s+not|don['’]t|not)\s+(?:\w+\s+)?(?:want
        |wish|like|care)\s+to
        |rather\s+(?:not|avoid)|let['’]s\s+not|hesitate\s+to|reluctant\s+to|refrain\s+from)\s+(?:\w+\s+){{0,4}}?{_SAY}
    | {_NOT}\s+have\s+(?:\w+\s+){{0,5}}?{_NEWS} | {_NOT}\s+have\s+[^.]{{0,60}}\bto\s+(?:\w+\s+)?{_SAY}
    | \bdon['’]t\s+have\s+(?:that|those|it|this|one|much|a\s+lot|more)\b | {_NOT}\s+have\s+(?:a\s+lot|much|more)\b
    | \b(?:have|got|is|was|\w+['’]s)\s+no(?:thing|\s+\w+)?\s+[^.]{{0,40}}\bto\s+{_SAY}
        | \bhave\s+no\s+(?:\w+\s+)?(?:knowledge|{_NEWS})
    | \b(?:nothing|not\s+(?:a\s+lot|much)|little)\s+(?:\w+\s+){{0,2}}?(?:that\s+)?(?:I|we)\s+can\b | \blimited\s+(?:to
        |in)\s+what\b
    | \b(?:would|will|can|could|may|have\s+to|\w+['’](?:d|ll)|just|we|I|certainly|to)\s+(?:\w+\s+){{0,2}}?(?:refer
        |direct|point|send|defer|punt)\s+
        (?:\w+\s+){{0,3}}?(?:back\s+)?to\s+(?!the\s+fact|a\b|some\b|an\b)
    | \b(?:would|will|can|have\s+to|need\s+to|should|\w+['’](?:d|ll)|might\s+want\s+to
        |encourage\s+you\s+to)\s+(?:\w+\s+)?(?:ask|talk\s+to|check\s+with|contact|reach\s+out\s+to)\s+
        (?:you\s+to\s+(?:ask|address)|(?!each|for)(?:the|them|him|her|that|those|our|their|his|(?-i:[A-Z])\w+)\b)
    | \bencourage\s+you\s+to\s+(?:ask|check|talk|reach|contact|look)\b | \b(?:has|have|ought
        |needs?)\s+to\s+be\s+(?:directed|addressed|put)\s+to\b
    | \bbest\s+(?:suited|placed|positioned|answered|directed|addressed)\b | \b(?:that|it|this)(?:['’]s
        |\s+is)\s+(?:really\s+)?(?:for|up\s+to)\s+(?:\w+\s+){{1,4}}?to\s+(?:say|speak|decide|answer|describe
        |determine)
    | \b(?:you(?:['’](?:ll|d))?|I(?:['’]d)?|we(?:['’]d)?)\s+(?:\w+\s+)?(?:have|need)\s+to\s+(?:ask|talk|check|consult
        |go\s+back|get\s+some|find|(?<!you\sneed\sto\s)look\s+into|see|speak)\b
    | \b(?:question|that['’]s\s+one)\s+(?:(?:that['’]?s?|is|best|better|I\s+think)\s+){{0,3}}(?:for|put\s+to
        |directed\s+to|addressed\s+to|answered\s+by)\b
    | \b(?:decision|determination|call|question|matter)\s+(?:that['’]?s?\s+)?(?:would\s+be\s+|is\s+|will\s+be\s+
        |to\s+be\s+|ultimately\s+)*(?:made\s+by|for|up\s+to)\s+(?:the|them|him|her|(?-i:[A-Z]))
    | \b(?:up\s+to|leave\s+(?:it|that|those|this)\s+(?:up\s+)?to|let\s+(?!me\b
        |us\b))\s*(?:\w+\s+){{1,5}}?(?:to\s+)?(?:speak|decide|answer|comment|respond|describe|talk
        |have\s+that\s+conversation)
    | \bcan\s+(?:\w+\s+)?speaks?\s+for\b | \bspeaks?\s+for\s+(?:itself|themselves|himself|herself)\b
        | \bconversations?\s+(?:that\s+)?(?:she|he|they)(?:['’]|\s)
    | \b{_WILL}\s+(?:\w+\s+){{0,2}}?(?:happy\s+to\s+|try\s+to\s+|going\s+to\s+|have\s+to\s+|need\s+to\s+
        |venture\s+to\s+)?
        (?:check|(?:go\s+)?look\s+into|find\s+out|see\s+(?:if|what|whether)|get\s+(?:you|that|it|back|those)
        |follow\s+up|ask\s+(?:the|our|my|them|him|her|around)
        |double.check|circle\s+back|take\s+(?:that|it|the\s+question)|try\W*$|try\s+to\s+(?:get|find))\b
    | \b(?:happy|glad)\s+to\s+(?:check|look|find|see\s+(?:if|what)|get|follow|take|ask|answer|talk|circle|go\s+back
        |come\s+back)\b
    | \blet\s+me\s+(?:just\s+)?(?:check|look|see\b|get\s+(?!to\b)|find|take\s+that|ask\s+(?!you)|double|wait|follow
        |come\s+back|go\s+back|circle|let\b)
    | \bhave\s+(?:somebody|someone|the\s+team)\b | \bpremature\s+to\b | \boff\s+the\s+top\s+of\s+my\s+head\b
        | \b(?:just\s+)?heard\s+(?:directly\s+)?from\s+the\b
    | \bdon['’]t\s+have\s+an?y?\s+(?:\W|$)
    | \b(?:we|I|you)(?:['’]ll|\s+will|['’]re\s+(?:going\s+to|gonna))\s+(?:be\s+able\s+to\s+)?(?:have|put\s+out|get
        |share|provide|hear)\s+(?:\w+\s+){{0,2}}?(?:more|something|that|it)\b(?!\s+done)
    | \b(?:we|I)(?:['’]ll|\s+will)\s+(?:let\s+you\s+know|keep\s+you)\b | \bwe(?:\s+were
        |['’]re)\s+going\s+to\s+have\s+(?:\w+\s+){{0,4}}?(?:more|information)\b
    | \b(?:get|come|circle)\s+back\s+to\s+you\b | \bstay\s+tuned\b | \byou(?:['’]ll|\s+will
        |['’]re\s+going\s+to)\s+(?:have\s+to\s+)?(?:wait|find\s+out|see\W*$)
    | \bwe(?:['’]ll|\s+will)\s+(?:have\s+to\s+)?(?:wait\s+and\s+)?see\b(?=\W*$|\s+(?:what|how|if|where|whether)\b)
        | \bwait\s+and\s+see\b
    | \btoo\s+(?:early|soon)\s+to\b | \bmore\s+to\s+(?:say|share)\b | \bpass\s+on\s+(?:that|this)\b | \bwhen\s+(?:we
        |I)\s+have\s+(?:more|something|anything)\b
    | \b(?:something|that)\s+(?:we|I)\s+(?:should|can|could|will|might)\s+(?:be\s+able\s+to\s+)?(?:get|talk|speak
        |share|discuss)\b
    | \bI\s+(?:\w+\s+)?(?:don['’]t|do\s+not)\s+(?:\w+\s+)?know\b(?!\s+(?:that\s+I|why\s+(?:it|you|we))|(?:\s+(?:that
        |who|how\s+many)\b.*)?\s*(?:--|—)\W*$|\s+what\s+(?:you|that\s+question)) | \bwe\s+(?:don['’]t
        |do\s+not)\s+(?:\w+\s+)?know\W*(?:yet\W*)?$ | \bno\s+idea\b
    | \b(?:I|we)(?:['’](?:m|re)|\s+am|\s+are)?\s+(?:\w+\s+)?not\s+(?:\w+\s+){{0,3}}?(?:sure|certain
        |aware(?!\s+(?:of\s+any|that)\b)|familiar|privy|briefed|clear\s+on)\b
    | \b(?:I|we)(?:['’]ve)?(?:\s+have|\s+had)?(?:\s+\w+)?(?:\s+not|n['’]t)\s+(?:\w+\s+){{0,2}}?(?:seen|heard|read
        |looked|asked|gotten|checked|reviewed|contemplated|considered\s+that|thought\s+about|been\s+briefed
        |(?:talked|spoken|had\s+\w+\s+\w+\s+conversation)\s+(?:to|with|about)\s+(?:him|her|them|it|that|this|the|our
        |my))\b
    | ^\W*(?:(?:well|look|so|no)\W+)*(?:I|we)\s+(?:do\s+not|don['’]t|can['’]t|cannot|won['’]t)\W*(?:have\s+--?\W*)?$
    | \byou(?:['’]ll|\s+will)\s+be\s+the\s+first\b | \bmake\s+sure\s+(?:that\s+)?(?:all\s+of\s+)?you\s+(?:get|know
        |have)\b
    | \bI\s+(?:(?:just|already)\s+)?answered\s+(?:a|that|this|the)\b | \bleave\s+(?:our|my)\s+comments?\b
        | \bleave\s+(?:it|that|this)\s+(?:there|at\s+that|here)\b
    | \b(?:associate|repeat|reiterate)\s+(?:myself|what)\b | \bI\s+did(?:\s+not|n['’]t)\s+(?:\w+\s+)?(?:see|hear|read
        |ask|check)\b | \bI\s+(?:can(?:no|['’])t|do\s+not|don['’]t)\s+(?:recall|remember)\b
    | \bfirst\s+(?:time\s+)?(?:that\s+)?I(?:['’]ve)?\s+(?:have\s+)?heard\b | \bnews\s+to\s+me\b
    | \bnot\s+(?:\w+\s+)?(?:my|our)\s+(?:role|place|job)\b | \bknow\s+better\s+than\s+to\b | \bwouldn['’]t\s+touch\b
        | \b(?:get\s+into|answer|entertain|a)\s+hypotheticals?\b
    | \bleave\s+it\s+(?:there|at\s+that)\b
    | \b{_WILL}\s+(?:\w+\s+){{0,3}}?(?:let|allow)\s+(?!me\b|us\b|(?:\w+\s+){{1,2}}go\b)

        | \bleave\s+(?:it|that|this|those)\s+(?:\w+\s+)?(?:up\s+)?to\b
        | \b(?:going\s+to|will|have\s+to)\s+let\s+(?!me\b|us\b)
    | \b(?:once|when|if)\s+(?:we|I)(?:['’](?:ve|re|m)|\s+(?:have|get|am|are))\s+(?:\w+\s+){{0,3}}?(?:more
        |an?\s+announcement|an?\s+update|something|details|greater|clarity)\b
    | \bpremature\b | \bhypotheticals?\b | \brefrain\s+from\b | \bsteer\s+you\b | \bthe\s+same\s+answer\b
        | \bgood\s+try\b | \bunclear\b | \bspoil\b
    | \bout\s+of\s+my\s+(?:depth|lane) | \boutside\s+(?:of\s+)?(?:the|my)\s+(?:remit|scope) | \babove\s+my\s+pay
        | \bdeeper\s+than\s+(?:where\s+)?I\b | \bnot\s+in\s+charge\b
    | \btalk\s+about\s+(?:this|that|it)\s+(?:another|some\s+other|at\s+a|tomorrow|later|more\s+later)\b
    | \btake\s+(?:your|the|that|this)\s+question\b | \bwish\s+I\s+(?:had|could|knew)\b
    | \bI\s+was(?:\s+not|n['’]t)\s+(?:there|here|in\s+the|on\s+the|part\s+of)\b | \bzero\s+(?:knowledge|information
        |insight|visibility)\b
    | \b(?:hard|difficult|tough)\s+(?:for\s+(?:me|us|anyone)\s+)?to\s+(?:say|speculate|predict|speak|make|judge|know
        |tell|characterize|guess|respond|comment)\b
    | \bnot\s+(?:\w+\s+)?for\s+(?:me|us)\b | \bquestions?\s+to\s+(?:ask|put)\b | \bnot\s+here\s+to\b
    | \b(?:let\s+me|{_WILL}|\bcan)\s+go\s+(?:back|check|find|look|and)\b
    | \bnothing\s+(?:more|further|else|new|additional)\s+(?:on|for|to|at|than)\b | \bnot\s+at\s+this\s+(?:point
        |time|stage)\W*$
    | {_NOT}\s+(?:\w+\s+){{1,3}}?have\s+(?:any|an?|much)\b | \bmore\s+specific\s+than\b
        | \b(?:be|being)\s+(?:\w+\s+)?(?:careful|mindful)\b
    | \bI\s+(?:\w+\s+)?(?:don['’]t|do\s+not)\s+(?:\w+\s+)?have\s+(?:any|an?|that)\b

        | \bI\s+(?:don['’]t|do\s+not)\s+think\s+(?:I|we|that['’]s)\s+(?:\w+\s+)?(?:have|going|information|something)\b
        | \bhave\s+to\s+take\s+a\s+(?:\w+\s+)?look\b
    | {_NOT}\s+(?:\w+\s+)?had\s+(?:the|a|an)\s+(?:opportunity|chance)\b | \b(?:do\s+not|don['’]t)\W+(?:\w+\W+){{0,6}}?
        (?:confirm|comment\s+on|disclose)\b
    | \b{_WILL}\s+(?:\w+\s+){{0,3}}?leave\s+(?:our|my|the|any|it|that|this)\b
        | \bnot\s+(?:\w+\s+)?(?:at|to)\s+that\s+(?:point|stage)\b | \bonce\s+(?:they|he|she)\s+(?:are|is)\s+ready\b
    | \bget\s+(?:\w+\s+){{0,2}}?clarification\b | \b{_WILL}\s+have\s+to\s+look\s+at\b
        | \bwe\s+(?:\w+\s+)?(?:don['’]t|do\s+not)\s+know\W*(?:yet\W*)?$
    | ^(?:\W*(?:not?|nothing)\b\W+)*nothing\s+(?:\w+\s+){{0,2}}?(?:to|on|for|I|we)\b | \bnothing\s+further\b
        | \b(?:have|got)\s+nothing\s+(?:on|about|regarding)\b
        | \b(?:do\s+not|don['’]t|never)\s+(?:make|do|give|offer|have)\s+(?:any\s+)?comments?\b
    | ^\W*not\s+beyond\b | \b(?:going\s+to|let['’]s|have\s+to)\s+move\s+on\b
        | \b(?:move|go)\s+on\s+to\s+(?:others|the\s+next|another)\b
    | \bfar\s+be\s+it\b | \bkeep\s+(?:\w+\s+){{1,5}}?(?:private|confidential|between)\b | \bcrystal\s+ball\b
    | \b(?:less\s+said|right\s+person\s+to\s+(?:ask|answer|talk|speak))\b | \bgo\s+to\s+them\s+on\b
    | \b(?:do\s+not|don['’]t)\s+speak\s+for\b | \bquestion\s+(?:that\s+)?you\s+should\s+(?:ask|put|direct|pose)\b
    | \bbetter\s+(?:to\s+ask|question\s+for|if\s+you\s+(?:ask|go|talk))\b
    | \bshould\s+be\s+(?:addressed|answered)\s+(?:by|to)\b
    | \b(?:different|swim|my)\s+lane\b | \breserv\w+\s+(?:\w+\s+)?(?:comment|judge?ment)\b | \bventure\b
    | \bchoose\s+not\s+to\b
    | \bnothing\s+to\s+(?:share|add|announce|report|say|preview|read|offer|confirm)\b
    | \b(?:not|n['’]t)\s+(?:a|an|the)\s+(?:\w+\s+)?(?:lawyer|attorney|judge|economist|scientist|doctor|physician)\b
    | \bhearing\s+(?:about|of)\s+(?:this|that|it)\b | \bprovide\s+(?:you\s+)?(?:\w+\s+)?details\b
    """,
    "es": r"""
    \bno\s+(?:voy|vamos|puedo|podemos|quiero|queremos|debo)\s+(?:a\s+)?(?:\w+\s+)?(?:comentar|hablar|dar|entrar
        |especular|responder|decir|hacer|adelantar|confirmar|valorar
        |pronunciar\w*|revelar|anticipar)
    | \bno\s+(?:har(?:é|emos)|comentamos|especulamos|valoramos|s[ée]|sabemos|lo\s+sé|me\s+consta|estoy\s+al\s+tanto
        |conozco)\b
    | \bno\s+(?:tengo|tenemos|hay)\s+(?:\w+\s+){0,3}?(?:que\s+(?:añadir|decir|anunciar|comunicar)|información
        |detalles?|novedad(?:es)?|comentarios?|datos?|nada|más)\b
    | \bnada\s+(?:más\s+)?que\s+(?:añadir|decir|anunciar|comunicar)\b | \bprefiero\s+no\b | \b(?:dirí[jg]\w+
        |pregunt[ea]\w*|consult[ea]\w*)\s+(?:a|al|a\s+la|con)\b
    | \b(?:corresponde|compete)\s+(?:\w+\s+)?(?:a|al)\b | \bya\s+(?:respondí|contesté|lo\s+dije|hemos\s+respondido
        |he\s+respondido)\b | \bles?\s+(?:informaremos|responder\w+)\b
    | \bdemasiado\s+pronto\b
    """,
    "fr": r"""
    \b(?:ne|n['’])\s*(?:ferai|ferons|commente\w*|peux|pouvons|souhaite|souhaitons|vais|allons|veux|suis|sommes|sais
        |savons|dirai|répondrai)\s+(?:pas|rien|aucun)\b(?!\s+(?:inqui|surpris|d['’]accord|seul))
    | \bn['’](?:ai|avons)\s+(?:pas|rien|aucune?)\s+(?:\w+\s+){0,3}?(?:information|commentaire|détail|ajouter|annoncer
        |dire|élément|réponse|chiffre|date)
    | \b(?:adressez|posez|demandez)\b.{0,30}\b(?:à|au|aux)\b | \blaisse\s+.{0,30}\bsoin\b | \bdéjà\s+(?:répondu
        |dit)\b | \btrop\s+tôt\b
    | \bn['’]est\s+pas\s+à\s+(?:moi|nous)\s+de\b | \brevien(?:drai|drons)\s+vers\s+vous\b | \brelève\s+(?:du
        |de\s+la)\b
    """,
    "de": r"""
    \b(?:kommentier\w+|sag\w+|äußer\w+|beteilig\w+|spekulier\w+|mitteil\w+|beantwort\w+)\b.{0,60}\b(?:nicht|nichts
        |keine?n?)\b
    | \b(?:nicht|nichts|keine?n?r?)\b.{0,40}\b(?:kommentieren|sagen|äußern|beteiligen|spekulieren|mitteilen
        |beantworten|hinzuzufügen|mitzuteilen|verkünden|vorgreifen|nennen|bekannt|vor)\b
    | \bwenden\s+Sie\s+sich\b | \bverweise\s+(?:\w+\s+){0,3}?(?:an|auf)\b | \bmüss?t?en?\s+Sie\s+.{0,40}\bfragen\b
        | \bfragen\s+Sie\b | \bweiß\s+ich\s+nicht\b | \bich\s+weiß\s+(?:es\s+)?nicht\b
    | \b(?:habe|haben|liegen|liegt)\s+.{0,30}\bkeine?\s+(?:\w+\s+)?(?:Informationen|Erkenntnisse|Angaben|Kenntnis
        |Neuigkeiten|Auskunft)\b | \breiche?n?\s+.{0,20}\bnach\b
    | \bist\s+Sache\s+(?:de[rs])\b | \bschon\s+(?:beantwortet|gesagt)\b | \bzu\s+früh\b
    """,
    "zh": r"""
    不(?:太)?(?:了解|掌握|清楚|知道)(?!.*[？?]$)|没有听说|没有注意到|没有(?:可以?|可供|更多|要|什么|新的|其他|具体|进一步|需要|内容)?[^。，]{0,8}(?:可供|可以|向你|更多
        |要)?[^。，]{0,4}(?:提供的|发布的|提供$|补充|披露|宣布)|没有(?:更多|具体)|没有[^。，]{0,6}(?:消息|信息|细节)
    |不(?:予|作|做|便|愿|想|对此作)[^。，]{0,3}(?:评论|置评|评价|回应|猜测)|无意(?:置评|评论)
    |(?:请|建议|可以|可|不妨|应该|应)[^。，]{0,8}(?:向|去|找|查阅|关注|直接)[^。]{0,30}(?:了解|询问|提问|咨询|核实|查阅|反映|部门|消息)?
    |不再重复
    |不是[^。，]{0,4}外交问题|(?:与|和)外交无关|向[^。，]{0,8}(?:转达|进行了解)|(?:未来|之后|稍后|适时|及时)[^。]{0,8}(?:发布|反馈|回答|通报)|问题太具体
    |(?:已经?|刚刚|今天)[^。，]{0,10}发布[^。，]{0,6}(?:消息|公告|说明)
    """,
}

ANSWERED = {
    "en": r"""
    \b(?:I|we)(?:['’]ve|\s+have)?\s+(?:think\s+(?:I|we)(?:['’]ve|\s+have)?\s+)?(?:just\s+|already\s+)?(?:answered
        |addressed|conveyed|responded\s+to|spoken\s+to)\s+(?:it|that|this|the|your|those|a)\b
    | \b(?:just|already|largely)\s+asked\s+(?:me\s+)?that\b | \basked\s+and\s+answered\b
    | \bgiven?\s+you\s+(?:an|my|the)\s+answer\b
    | \b(?:spoke|spoken|speaks)\s+(?:directly\s+)?to\s+(?:this|that|it)\b | \b(?:he|she|president|I|we)\s+(?:just\s+
        |already\s+)?said\s+(?:that|this|it)\s+(?:in|on|at|yesterday|earlier|last)\b
    | \b(?:I|we)(?:['’]ve|\s+have)?\s+(?:\w+\s+)?(?:laid|outlined|litigated|been\s+through|gone\s+through
        |talked\s+about)\s+(?:it|that|this|all|out)\b
    """,
    "zh": r"""
    (?:已经?|刚才|刚刚|此前|昨天|前天|多次|两天)[^。，]{0,16}(?:回答|回应|介绍|阐述|阐明|表明|说了|说过|做了|公告)
    """,
}

ASKS_BACK = {
    "en": r"""
    \bnot\s+sure\s+(?:(?:that\s+)?I\s+(?:understand|follow|heard|know)|what\s+you|which)\b
    | \b(?:understand|hear|catch|follow|get)\s+(?:the|your|you|that)\b.*\bquestion\b.{0,10}$
    | \b(?:didn['’]t|can['’]t|cannot|couldn['’]t)\s+(?:quite\s+)?hear\b | \b(?:repeat|say)\s+(?:the|that
        |your)\b.*(?:question|again|more\s+time)\b | \bwhat\s+do\s+you\s+mean\b
    | \bknow\s+what\s+(?:you|that\s+question)\b
    | \bI(?:['’]ll|\s+will)\s+(?:go|get|come)\s+(?:back\s+)?to\s+(?:you|(?-i:[A-Z])\w+)\b(?!.*\bon\s+that)
    | \byou\s+(?:don['’]t|do\s+not)\s+know\b
    """,
    "others": r"""
    \b(?:repetir|repita)\s+la\s+pregunta\b | \brépéter\s+(?:la|votre)\s+question\b
        | \bFrage\s+(?:bitte\s+)?wiederholen\b
    | 再说一遍|没有听清|没听清
    """,
    "es": r"\b(?:repetir|repita|repite)\s+la\s+pregunta\b",
    "fr": r"\brépéter\s+(?:la|votre)\s+question\b",
    "de": r"\bFrage\s+(?:bitte\s+)?wiederholen\b",
    "zh": r"再说一遍|没有?听清",
}

DIRECT = {
    "en": r"""
    ^\W*(?:(?:well|look|so|again|and)\W+)*(?:yes|no|yep|nope|correct|absolutely|of\s+course|that['’]s\s+(?:right|correct
        |true|(?:my|our)\s+understanding)|exactly|none|never)\b(?!\W+(?:sir|ma['’]am|no\b|I\s+(?:do\s+not|don['’]t)|we\b|go))
    | \bI\s+(?:(?:do\s+not|don['’]t)\s+)?(?:think|believe)\s+so\b | \bpretty\s+sure\b
        | \bnot\s+(?:that\s+I(?:['’]m\s+aware|\s+know)|to\s+my\s+knowledge)\b
    | ^\W*(?:(?:well|look|so|again|and)\W+)*(?:he|she|it|they|that|there)\s+(?:is|are|was|were|has|have|had|does|do|did
        |will|would)(?:\s+not|n['’]t)?\W*$
    | ^\W*except\s+(?:to\s+say|that)\b
    | ^\W*(?:but\s+)?(?:what\s+(?:I|we|is)|I)\s+(?:can|will|would|clear)\s+(?:\w+\s+)?(?:say|tell|confirm|assure|is)\b
    """,
    "es": r"^\W*(?:sí|no)\W*$",
    "fr": r"^\W*(?:oui|non)\W*$",
    "de": r"^\W*(?:ja|nein)\W*$",
    "zh": r"^据我们?(?:所知|了解)|^经了解|^我?了解到的情况是|可以(?:跟你|向你)?确认",
}

EMPTY = {
    "en": r"""
    \W*(?:(?:well|look|so|and|but|again|now|yes|yeah|no|okay|ok|oh|all\s+right|alright|sure|right|sorry|thanks?
        |thank\s+you|please|sir|ma['’]am
        |you['’]re\s+welcome|go\s+ahead|next|guys|everybody|everyone|very\s+much|so\s+much|uh|um|in\s+the\s+back
        |question|appreciate\s+(?:it|that))\W*)+(?:(?-i:[A-Z])[\w.’'-]*,?\s*){0,3}
    | \W*(?!(?:absolutely|correct|exactly|certainly|definitely|none|never|yep|nope|indeed|soon
        |today|tonight|tomorrow|yesterday|(?:un)?likely|probably|possibly|maybe|perhaps
        |(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)(?:(?-i:[A-Z])[\w.’'-]*\W*){1,3}
    | .*\b(?:good|great|fair|interesting|excellent|important|legitimate)\s+questions?\b.{0,20}
    | .*\b(?:I|we)\s+(?:certainly\s+|do\s+)?(?:understand|appreciate)\s+(?:the|your|that)\b.{0,40}
    | .*\b(?:I|we)(?:['’]ve|\s+have)?\s+(?:seen|saw|read)\s+(?:\w+\s+){0,4}?(?:reports?|reporting|news|stories|story
        |blurb|comments|it)\b.{0,40}
    | .*\b(?:we|he|she|I|they|president)(?:['’](?:ve|s)|\s+ha(?:ve|s))?\s+(?:\w+\s+){0,2}?been\s+(?:\w+\s+)?(?:clear
        |consistent|outspoken)\b.{0,60}
    | .*\baware\s+of\s+(?:the|that|those|these)\s+(?:\w+\s+)?(?:reports?|story|stories|comments?
        |allegations?)\b.{0,20}
    | .*\b(?:thoughts\s+and\s+prayers|condolences|hearts?\s+go(?:es)?\s+out)\b.*
    | .*\bhere\s+to\s+(?:brief|talk|speak)\b.*
    | (?:\w+\W+){0,8}(?:say|said|this|that)(?:\s+this)?:
    | .*\b(?:move\s+around|get\s+to\s+(?:the\s+back|everyone)|wrap\s+(?:it\s+)?up|last\s+question
        |go\s+to\s+the\s+back)\b.*
    """,
    "es": r"""
    \W*(?:(?:gracias|bueno|bien|mire|pues|como\s+(?:ya\s+)?(?:he\s+dicho|dije|saben)|adelante|siguiente|por\s+favor
        |buenos\s+días|señor|señora|claro)\W*)+(?:(?-i:[A-ZÀ-Ü])\w*\W*){0,3}
    | .*\bbuena\s+pregunta\b.* | .*\bnuestra\s+posición\s+(?:es|está|sigue)\b.{0,40} | .*\bhemos\s+(?:sido
        |dejado)\s+(?:muy\s+)?clar[oa].*
    """,
    "fr": r"""
    \W*(?:(?:merci|bon|bien|écoutez|alors|comme\s+je\s+l['’]ai\s+dit|allez-y|suivant|s['’]il\s+vous\s+plaît|bonjour
        |monsieur|madame)\W*)+(?:(?-i:[A-ZÀ-Ü])\w*\W*){0,3}
    | .*\bbonne\s+question\b.* | .*\bnotre\s+position\s+(?:est|reste)\b.{0,40}
    """,
    "de": r"""
    \W*(?:(?:danke|vielen\s+dank|gut|also|nun|bitte|nächste|wie\s+gesagt|guten\s+(?:Tag|Morgen)|Herr
        |Frau)\W*)+(?:(?-i:[A-ZÀ-Ü])\w*\W*){0,3}
    | .*\bgute\s+Frage\b.* | .*\b(?:unsere\s+(?:Haltung|Position)|unser\s+Standpunkt)\s+(?:ist|bleibt)\b.{0,40}
    """,
    "zh": r"""
    .*(?:一贯|重申|强调|原则|立场|希望|敦促|反对|愿意|愿[同与]|重视|利益|应该|应当|主权|领土|注意到|看到了|本质|互利|合作|伙伴|友好|邻邦|致力|良好|相信|关切
        |遵守|依法|保持|密切|世界上只有一个|毫无|谣言|抹黑|告诉你|纠正|谢谢|没有赢家|死路一条|意义|支持).*
    | (?=.*[\u3400-\u9fff]).{0,8}
    """,
}
