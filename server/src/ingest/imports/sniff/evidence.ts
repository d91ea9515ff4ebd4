/** Characters that stand in the headers, names and places of real lists, by the encodings that write them. */
const COMMON = {
  gb18030: '姓名电话手机号码邮箱地址客户会员编号性别生日出期城市省区县备注同意退订渠道标签语言时间状态订单商品价格数量金额公司部门职位王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严洪武戴莫孔向汤小大明娜伟芳秀英敏静丽强磊军洋勇艳杰涛超平刚桂文华建国春红霞玲兰玉珍梅海北京上广州深圳南东西重庆天成都中人是的有男女不在',
  big5: '姓名電話手機號碼郵箱信址客戶會員編號性別生日出期城市省區縣備註同意退訂渠道標籤語言時間狀態訂單商品價格數量金額公司部門職位王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘蔣蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏方白鄒孟熊秦邱江雷侯龍史陶賀顧毛洪武戴莫孔湯小大明娜偉芳秀英敏靜麗強軍勇傑濤超平剛桂文華建國春紅霞玲蘭玉珍梅海淑美惠雅志俊台臺北高雄新竹南東西中香港人是的有男女不在先',
  shift_jis: '氏名前電話番号携帯住所会員顧客生年月日性別都道府県市区町村備考同意配信登録番地建物会社部署役職商品価格数量金額注文佐藤鈴木高橋田中伊渡辺山本村小林加吉口松井清水斎阿部森池橋石川崎島原野上下内大東京阪横浜名古屋北海神奈福岡太郎子美男女一二三',
  'euc-kr': '이름전화번호주소메일휴대폰고객회원생년월일성별도시비고동의수신거부채널태그언어시간상태주문상품가격수량금액회사부서직위김박최정강조윤장임한오서신권황안송류홍민준지영수현우진은경미숙희철호석성재연아하나라다리고사자마바가기는을를의에서부산대구인천광울남녀여우편핸드코명양배문유전허노심원곽차주구민규태혜선빈윤예슬',
} as const
export type EastAsian = keyof typeof COMMON

const sets = new Map(Object.entries(COMMON).map(([encoding, chars]) => [encoding, new Set(chars)]))
const isAscii = (char: string) => char < '\u0080'
const KANA = /[\u3041-\u3096\u30a1-\u30fa\u30fc]/
/** Full-width punctuation and spaces say nothing of the language. */
const SILENT = /[\p{P}\p{Z}\uff10-\uff5e]/u

/** The share of the characters beyond ASCII that such a list would have; what is no character counts against it. */
export function eastAsianShare(text: string, encoding: EastAsian): number {
  const common = sets.get(encoding)!
  let [all, fits] = [0, 0]
  for (const char of text) {
    if (isAscii(char)) continue
    if (char === '\uFFFD') {
      fits -= 3
      all += 1
    } else if (!SILENT.test(char)) {
      all += 1
      if (common.has(char) || (encoding === 'shift_jis' && KANA.test(char))) fits += 1
    }
  }
  return all < 2 ? 0 : fits / all
}

/** Letters by how often Ukrainian and Russian use them. */
const WEIGHTS = new Map([...Array.from('оеаинтрслві', (letter) => [letter, 1] as const), ...Array.from('кмдпуяызьбгй', (letter) => [letter, 0.6] as const), ...Array.from('чхжшюцщэфєїґъё', (letter) => [letter, 0.2] as const)])

/** How much it reads like Cyrillic words: common letters, capitals only where words begin or throughout, no signs among them. */
export function cyrillicShare(text: string): number {
  let [all, sum] = [0, 0]
  let before = ''
  for (const char of text) {
    const lower = char.toLowerCase()
    if (!isAscii(char) && !SILENT.test(char)) {
      all += 1
      sum += WEIGHTS.get(lower) ?? -1
      if (char !== lower && before !== '' && before === before.toLowerCase() && WEIGHTS.has(before)) sum -= 1
    }
    before = char
  }
  return all === 0 ? 0 : sum / all
}
