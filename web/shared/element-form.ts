// The heavier inputs of forms (select, date), apart from element.ts so that lists and the till load without them.
import 'element-plus/theme-chalk/el-select.css'
import 'element-plus/theme-chalk/el-option.css'
import 'element-plus/theme-chalk/el-tag.css'
import 'element-plus/theme-chalk/el-date-picker.css'
import 'element-plus/theme-chalk/el-date-picker-panel.css'

export { ElDatePicker, ElOption, ElSelect } from 'element-plus'
