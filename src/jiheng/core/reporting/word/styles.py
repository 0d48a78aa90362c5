"""The styles of an official document, its fonts with their stand-ins, and the settings of the file.

Units: twips (1/20 point) for lengths, half points for sizes of type.
"""

from __future__ import annotations

from jiheng.core.reporting.typefaces import TYPEFACES, Face
from jiheng.core.reporting.word.xml import DECLARATION, NAMESPACES, text

LINE = 579  # 22 lines on 225 mm
CHARACTER = 315  # 16 points less a quarter, so that 28 stand on 156 mm
TABLE_SIZE, DENSE_SIZE = 21, 18  # 五号, 小五

_GRID = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'


def fonts(face: Face, digits: str = "Times New Roman") -> str:
    """A face for Chinese; digits in one that is half as wide as a character on every machine, so that they keep the grid."""
    name = text(TYPEFACES[face].word)
    return f'<w:rFonts w:ascii="{digits}" w:hAnsi="{digits}" w:eastAsia="{name}" w:cs="{digits}"/>'


def size(half_points: int) -> str:
    """A size of type."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(id: str, name: str, paragraph: str, characters: str, *, based: str = "Normal", following: str = "Normal", shown: bool = True) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    shown_mark = "<w:qFormat/>" if shown else ""
    default = ' w:default="1"' if id == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{base}<w:next w:val="{following}"/>{shown_mark}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _heading(level: int, face: Face) -> str:
    lay = f'<w:keepNext/><w:keepLines/>{_GRID}<w:ind w:firstLine="{2 * CHARACTER}"/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", lay, fonts(face) + '<w:b w:val="0"/><w:bCs w:val="0"/>')


def styles_xml() -> str:
    """word/styles.xml."""
    small = '<w:snapToGrid w:val="0"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(Face.BODY)}<w:kern w:val="2"/>{size(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )

    normal = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:adjustRightInd w:val="0"/>{_GRID}<w:jc w:val="both"/>'
    )
    styles = [
        _style("Normal", "Normal", normal, '<w:spacing w:val="-5"/>', based=""),
        _style("BodyText", "Body Text", f'<w:ind w:firstLine="{2 * CHARACTER}"/>', "", following="BodyText"),
        _style("Title", "Title", f'<w:keepNext/>{small}{_GRID}<w:jc w:val="center"/>', fonts(Face.TITLE) + '<w:spacing w:val="0"/>' + size(44)),
        _style("Subtitle", "Subtitle", '<w:keepNext/><w:jc w:val="center"/>', fonts(Face.KAI)),
        *(_heading(level, face) for level, face in ((1, Face.HEI), (2, Face.KAI), (3, Face.BODY), (4, Face.BODY))),
        _style("AttachmentLabel", "附件标识", "<w:keepNext/>", fonts(Face.HEI), following="AttachmentTitle"),
        _style("AttachmentTitle", "附件标题", '<w:spacing w:after="160"/><w:outlineLvl w:val="0"/>', "", based="Title"),
        _style("TableTitle", "表题", f'<w:keepNext/>{small}<w:spacing w:before="120" w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>',
               fonts(Face.HEI) + '<w:spacing w:val="0"/>' + size(24)),
        _style("TableUnit", "表格单位", f'<w:keepNext/>{small}<w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="right"/>',
               '<w:spacing w:val="0"/>' + size(TABLE_SIZE)),
        _style("TableText", "表格文字", f'{small}<w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="center"/>',
               '<w:spacing w:val="0"/>' + size(TABLE_SIZE)),
        _style("TableDense", "表格小字", '<w:spacing w:line="240" w:lineRule="exact"/>', size(DENSE_SIZE), based="TableText"),
        _style("TableNote", "表注", f'{small}<w:spacing w:line="260" w:lineRule="exact"/>', '<w:spacing w:val="0"/>' + size(DENSE_SIZE)),
        _style("TableSign", "表格签署", '<w:spacing w:before="100" w:line="300" w:lineRule="exact"/>', size(TABLE_SIZE), based="TableNote"),
        _style("Picture", "图", f'<w:keepNext/>{small}<w:spacing w:before="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', ""),
        _style("Caption", "caption", f'{small}<w:spacing w:after="120" w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>',
               fonts(Face.HEI) + '<w:spacing w:val="0"/>' + size(24)),
        _style("Joint", "表格接缝", f'{small}<w:spacing w:line="20" w:lineRule="exact"/>', "<w:vanish/>" + size(2), shown=False),
        _style("Gap", "间隔", f'{small}<w:spacing w:line="20" w:lineRule="exact"/>', size(2), shown=False),
        _style("Footer", "footer", f'{small}<w:spacing w:line="280" w:lineRule="exact"/>',
               fonts(Face.SONG, "宋体") + '<w:spacing w:val="0"/>' + size(28)),
    ]  # fmt: skip
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{''.join(styles)}{table}</w:styles>"


def font_table_xml() -> str:
    """word/fontTable.xml: each font with the name to try when it is missing."""
    kinds = {Face.BODY: "roman", Face.TITLE: "roman", Face.HEI: "swiss", Face.KAI: "roman", Face.SONG: "roman"}
    entries = "".join(
        f'<w:font w:name="{text(face.word)}"><w:altName w:val="{text(face.word_else)}"/><w:charset w:val="86"/><w:family w:val="{kinds[key]}"/>'
        '<w:pitch w:val="default"/></w:font>'
        for key, face in TYPEFACES.items()
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{entries}</w:fonts>"


def settings_xml(*, anonymous: bool) -> str:
    """word/settings.xml; an anonymous file asks Word to keep names and dates out when it is saved again."""
    privacy = "<w:removePersonalInformation/><w:removeDateAndTime/>" if anonymous else ""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{privacy}<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )
